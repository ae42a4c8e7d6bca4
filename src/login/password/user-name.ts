declare const brand: unique symbol;

/** What a person is called here; in the one form that all spellings of it have. */
export type UserName = string & { readonly [brand]: 'UserName' };

export const userNameForm =
  'a name of 1 to 64 letters, digits and . _ @ + -, beginning with a letter or digit';

/** Case and compatible forms of letters make no difference (RFC 8265 §3.3); what other methods make of names has a `:`. */
export function parseUserName(text: string): UserName | undefined {
  if (text.length > 256) return undefined;
  const name = text.trim().normalize('NFKC').toLowerCase().normalize('NFKC');
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{0,63}$/u.test(name) ? (name as UserName) : undefined;
}
