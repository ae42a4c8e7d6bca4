import test, { type ExecutionContext } from 'ava';

type Body = (t: ExecutionContext) => void | Promise<void>;

/**
 * What declares tests, which run one after another in a file. `reason` is why they cannot run here: then they are skipped
 * and say so, or fail where `CI` is `true`.
 */
export function testsUnless(reason: string | undefined): (title: string, body: Body) => void {
  if (reason === undefined) return (title, body) => test.serial(title, body);
  if (process.env.CI === 'true')
    return (title) => test(title, (t) => t.fail(`${reason}, and CI must not skip it`));
  return (title, body) => test.skip(`${title} (skipped: ${reason})`, body);
}
