/** What one page of the site is about: the words of its trade, and where its files lie. The page's code is the same. */
export interface Room {
  /** `jobs`, or a domain of the cookbook. */
  id: string;
  /** What an item is called. */
  one: string;
  many: string;
  /** The folder of its people, and the file of its model, relative to the site. */
  people: string;
  model: string;
  /** What keeps an item, and the button that does it; what sends it away. Types of events of the domain. */
  keep: { type: string; label: string };
  refuse: string;
  /** Weight of the policy against clicks, 0 … 1; missing: the model's own. */
  alpha?: number | undefined;
  /** What nobody should be shown, in words, and the limits that tell it; without limits: any that leaves it weak. */
  bad: { words: string; limits?: string[] | undefined };
}

/** The room of a page, which the build has written into its body. */
export function readRoom(): Room {
  return JSON.parse(document.body.dataset['room']!) as Room;
}
