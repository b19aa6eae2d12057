/** What is ranked. */
export interface Row {
  id: string;
  title: string;
}

/** A page that shows one list twice, by one reranker, in some framework: the same test holds for each. */
export interface FrameworkPage {
  show(props: { model: string; rows: Row[] }): void;
  change(rows: Row[]): void;
  unmount(): void;
}
