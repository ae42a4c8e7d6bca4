import type { ExecutionContext } from 'ava';
import { Gate, type GateOptions } from '../crash/gate.js';
import { enterNewNamespace, ip } from '../namespace.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** A gate in a new network namespace, not started; it is killed after the test if it runs. */
export async function newGate(t: ExecutionContext, options: GateOptions = {}): Promise<Gate> {
  await enterNewNamespace();
  await ip('link add br-guest type bridge');
  const gate = await Gate.create(await temporaryDirectory(t), options);
  t.teardown(() => gate.kill());
  return gate;
}
