import { open } from 'node:fs/promises';

/**
 * Does the work while no idle core may halt (the kernel's Documentation/power/pm_qos_interface.rst), and gives its
 * value and whether that was to be had. To wake a halted core of a virtual machine costs the one that wakes it 10 to
 * 20 µs: a server that leaves the load generator waiting would pay that for each answer, and one that is a little
 * faster for none.
 */
export async function awake<T>(work: () => Promise<T>): Promise<{ value: T; isAwake: boolean }> {
  const latency = await open('/dev/cpu_dma_latency', 'r+').catch(() => undefined);
  try {
    await latency?.write(new Uint8Array(4)); // 0 µs, in 32 bits
    return { value: await work(), isAwake: latency !== undefined };
  } finally {
    await latency?.close(); // which ends the demand
  }
}
