/** What becomes of a record; undefined stands for none. Pure: it may be asked again. Where it throws nothing is changed. */
export type Edit<Item> = (before: Item | undefined) => Item | undefined;

/** Records of one kind. Like everything in a `Store` they are immutable, and changes are atomic and durable. */
export interface Table<Key, Item> {
  get(key: Key): Promise<Item | undefined>;
  all(): Promise<readonly Item[]>;
  /** Gives what is there afterwards. What `edit` gives back as it was changes nothing and costs no write. */
  update(key: Key, edit: Edit<Item>): Promise<Item | undefined>;
  /** All of them or none. */
  updateAll(edits: Iterable<readonly [Key, Edit<Item>]>): Promise<void>;
}
