import { OperationalError } from '../errors.ts';

/** Codes after which the session is gone: by us, by the network, by `KILL`, by the server's stop or its idle limit. */
const lostNumbers = new Set([1053, 1927, 3169, 4031, 1152, 1159, 1161]);
const lostCodes = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
]);

export const isConnectionLost = (error: unknown): boolean => {
  const { fatal, errno, code, message } = error as { fatal?: boolean; errno?: number; code?: string; message?: string };
  return (
    fatal === true ||
    (errno !== undefined && lostNumbers.has(errno)) ||
    (code !== undefined && lostCodes.has(code)) ||
    /closed state/.test(message ?? '')
  );
};

/** Pauses before a reading is tried again, milliseconds. */
const pauses = [0, 50];

/**
 * Reads, and again when a connection was lost: the pool may hold several that broke together.
 * @throws OperationalError when the database does not answer
 */
export const readAgain = async <R>(read: () => Promise<R>): Promise<R> => {
  for (let tries = 0; ; tries++) {
    try {
      return await read();
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      const pause = pauses[tries];
      if (pause === undefined)
        throw new OperationalError(`The database cannot be read: ${(error as Error).message}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
};
