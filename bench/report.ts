/** What a part of the bench found: for programs, and as a page. */
export interface Report {
  readonly figures: unknown;
  readonly text: string;
}
