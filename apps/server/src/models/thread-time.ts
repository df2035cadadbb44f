import { openSync, readSync } from 'node:fs';

/**
 * Time that this thread has run on a processor, milliseconds. Linux tells it of the thread alone; elsewhere it is the time of the
 * whole process, which also counts its collectors and compilers.
 */
export const threadTime: () => number = ofThread() ?? ofProcess;

function ofThread(): (() => number) | undefined {
  try {
    const statistics = openSync('/proc/thread-self/schedstat', 'r');
    const bytes = Buffer.alloc(64);
    const read = () => {
      // The file alone is behind by up to a tick, which would then count for whatever runs next; this question brings it up to date.
      process.cpuUsage();
      // Its first word is the time on the processor in nanoseconds (proc(5), schedstat).
      return Number.parseInt(bytes.toString('latin1', 0, readSync(statistics, bytes, 0, 64, 0)), 10) / 1_000_000;
    };
    return Number.isFinite(read()) ? read : undefined;
  } catch {
    return undefined;
  }
}

function ofProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
