export const [shortest, longest] = [8, 128];

/** What many have, of those that are long enough. */
const common = new Set([
  ...['12345678', '123456789', '1234567890', '87654321', '11111111', '00000000', '88888888', '12341234'],
  ...['password', 'password1', 'passw0rd', 'p@ssword', 'passwort', 'passwort1', 'contraseña', 'motdepasse'],
  ...['qwertyui', 'qwertyuiop', 'qwerty123', 'qwertz123', 'qwertzui', 'azertyui', 'azertyuiop', '1q2w3e4r'],
  ...['iloveyou', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'trustno1', 'welcome1'],
  ...['asdfghjk', 'asdfasdf', 'abcd1234', 'abc12345', 'starwars', 'whatever', 'computer', 'internet'],
]);

/** What keeps it from being a password: its length or that everybody guesses it; no rules of what is in it (NIST SP 800-63B §5.1.1.2). */
export function faultOfPassword(password: string, name: string): 'length' | 'common' | undefined {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < shortest || length > longest) return 'length';
  const folded = text.toLowerCase();
  const isOneCharacter = new Set(folded).size === 1;
  return common.has(folded) || isOneCharacter || folded === name ? 'common' : undefined;
}
