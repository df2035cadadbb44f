import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let hashOfNobody: Promise<string> | undefined;

/** For an account that does not exist the same time is spent, so that the answer's delay does not tell it. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword('nobody has this account');
  const matches = await verify(stored ?? (await hashOfNobody), password);
  return stored !== undefined && matches;
}
