import type { HostileModel } from './hostile-model.ts';
import { expressions } from './models/expressions.ts';
import { files } from './models/files.ts';
import { sizes } from './models/size.ts';
import { texts } from './models/text.ts';
import { tokens } from './models/tokens.ts';

/** All that is known to do harm to engines of this kind, each under its own name. */
export const hostileModels: readonly HostileModel[] = [...sizes, ...tokens, ...texts, ...expressions, ...files];

/** Those of a family, by the beginning of their names. */
export const hostileFamily = (name: string): HostileModel[] =>
  hostileModels.filter((model) => model.name.startsWith(`${name}: `));
