import { z } from 'zod';
import { invalid } from '../refusal.js';

/** The part of a query that asks for a page of a listing. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).meta({ description: 'How many at most.' }),
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

/** Those after the cursor's place. Items may come, go and move meanwhile: none that stays where it is is left out or told twice. */
export function pageFrom<Item>(
  items: readonly Item[],
  { limit, cursor, placeOf, isDescending = false }: PageRequest<Item>,
): { items: Item[]; nextCursor: string | null } {
  const direction = isDescending ? -1 : 1;
  const after = cursor === undefined ? undefined : placeIn(cursor);
  const placed = items
    .map((item) => [placeOf(item), item] as const)
    .filter(([place]) => !after || direction * compare(place, after) > 0)
    .sort(([a], [b]) => direction * compare(a, b));
  const last = placed.length > limit ? placed[limit - 1] : undefined;
  return {
    items: placed.slice(0, limit).map(([, item]) => item),
    nextCursor: last ? Buffer.from(JSON.stringify(last[0])).toString('base64url') : null,
  };
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
