import type { Actor } from '../../identity/index.ts';
import { shared } from '../../models/index.ts';
import type { Conditions } from './conditions.ts';

/** Everything of the institutions in which the caller holds a role. */
export const ofOwnInstitutions = (into: Conditions, actor: Actor): void =>
  void into.add('institution IN (?)', actor.institutions);

/** The same, and what is shared by all: definitions and deployments. */
export const ofOwnInstitutionsAndShared = (into: Conditions, actor: Actor): void =>
  void into.add('institution IN (?)', [...actor.institutions, shared]);
