import { z } from 'zod';
import { wholeNumber } from '../fields.js';
import { invalid } from '../refusal.js';

/** The part of a query that asks for a page of a listing. */
export const pageQuery = {
  limit: wholeNumber(1, 1000, z.coerce.number).default(100).meta({ description: 'How many at most.' }),
  cursor: z
    .string()
    .max(500)
    .exactOptional()
    .meta({ description: 'The `nextCursor` of the page before; with the same filters and order.' }),
};

/** A page of a listing. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  });

/** Where an item stands in a listing: by a value first, among equal ones by its key. */
type Place = readonly [value: string | number | null, key: string];

interface PageRequest<Item> {
  readonly limit: number;
  readonly cursor?: string;
  readonly placeOf: (item: Item) => Place;
  readonly isDescending?: boolean;
}

/** Those after the cursor's place; sorting only what is given saves much among ten thousand. Items may come, go and move meanwhile: none that stays where it is is left out or told twice. */
export function pageFrom<Item>(
  items: readonly Item[],
  { limit, cursor, placeOf, isDescending = false }: PageRequest<Item>,
): { items: Item[]; nextCursor: string | null } {
  const direction = isDescending ? -1 : 1;
  const after = cursor === undefined ? undefined : placeIn(cursor);
  const first: Placed<Item>[] = [];
  for (const item of items) {
    const place = placeOf(item);
    if (after && direction * compare(place, after) <= 0) continue;
    const last = first[limit];
    if (last && direction * compare(place, last.place) >= 0) continue;
    const isBefore = (other: Place) => direction * compare(place, other) < 0;
    first.splice(placeFor(first, isBefore), 0, { place, item });
    if (first.length > limit + 1) first.pop();
  }
  const last = first.length > limit ? first[limit - 1] : undefined;
  return {
    items: first.slice(0, limit).map(({ item }) => item),
    nextCursor: last ? Buffer.from(JSON.stringify(last.place)).toString('base64url') : null,
  };
}

interface Placed<Item> {
  readonly place: Place;
  readonly item: Item;
}

/** Where something belongs in what is in order: in front of the first that it is before. */
function placeFor(inOrder: readonly Placed<unknown>[], isBefore: (other: Place) => boolean): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = inOrder[middle];
    if (there && isBefore(there.place)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What is missing comes first. */
function compare([a, aKey]: Place, [b, bKey]: Place): number {
  const [first, second] = a === b ? [aKey, bKey] : [a, b];
  if (first === second) return 0;
  if (first === null || second === null) return first === null ? -1 : 1;
  return first < second ? -1 : 1;
}

const place = z.tuple([z.union([z.string(), z.number(), z.null()]), z.string()]);

function placeIn(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalid([{ parameter: 'cursor', detail: 'not a cursor that a page gave' }]);
  }
}
