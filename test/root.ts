import test, { type ExecutionContext } from 'ava';

type Body = (t: ExecutionContext) => void | Promise<void>;

const isRoot = process.getuid?.() === 0;

/** A test that only root can run, one after the other in a file; without root it is skipped, and with `CI=true` it fails. */
export function rootTest(title: string, body: Body): void {
  if (isRoot) test.serial(title, body);
  else if (process.env.CI === 'true') test(title, (t) => t.fail('needs root, and CI must not skip it'));
  else test.skip(`${title} (skipped: needs root)`, body);
}
