import type { TableFormat } from '../../../core/format/packed-table.ts';

/** Sizes of a network; a teacher's are larger than a student's, the form is the same. */
export interface NetworkSize {
  tableRows: number;
  /** Length of an item's or profile's vector. */
  width: number;
  /** Hidden units of each side's residual tower; 0: none. */
  tower: number;
  /** Hidden units of the head. */
  hidden: number;
  /** Outputs of the head: the policy's, the click's, then others; default 2. */
  outputs?: number;
  /** How the table's rows are seen while training. */
  format: TableFormat | 'float';
}
