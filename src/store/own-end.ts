import { present } from '../system/present.js';
import type { Authorisation, OwnEnd } from './authorisation.js';

/** The end that its login gave it, whatever the hours of the zone where it is. */
export function ownEndOf({ ownEnd, endsAt, limits: { endsBy } }: Authorisation): OwnEnd {
  return ownEnd ?? { at: endsAt, ...present({ by: endsBy }) };
}

/** The authorisation with that end of its own, or the closing hour of the zone where it is, which may come before. */
export function withEnds(
  authorisation: Authorisation,
  own: OwnEnd,
  closesAt: number | undefined,
): Authorisation {
  const { ownEnd: _, limits, ...rest } = authorisation;
  const { endsBy: __, ...others } = limits;
  if (closesAt !== undefined && closesAt < own.at)
    return { ...rest, endsAt: closesAt, limits: { ...others, endsBy: 'hours' }, ownEnd: own };
  return { ...rest, endsAt: own.at, limits: { ...others, ...present({ endsBy: own.by }) } };
}
