declare const brand: unique symbol;

/** A name of the domain name system in small letters, without a dot at its end; made by `parseHostName` only. */
export type HostName = string & { readonly [brand]: 'HostName' };

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Two labels or more, of which the last is no number: `1.2.3` is a mistyped address. */
export function parseHostName(text: string): HostName | undefined {
  const name = text.toLowerCase();
  const labels = name.split('.');
  const isName = labels.length > 1 && labels.every((each) => label.test(each));
  return isName && name.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? '') ? (name as HostName) : undefined;
}

export const isBelow = (name: string, parent: string) => name.endsWith(`.${parent}`);
