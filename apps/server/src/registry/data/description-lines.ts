import type { RoleKey } from '@gaita/contracts';

/** A description in one language: whom the role reports to, duties, rights, responsibility, competences, other conditions. */
export type DescriptionLines = readonly [
  subordination: string,
  duties: string,
  rights: string,
  responsibility: string,
  competences: string,
  conditions: string,
];

export interface DescriptionsInLanguage {
  readonly duties: string;
  readonly rights: string;
  readonly responsibility: string;
  readonly roles: Readonly<Record<RoleKey, DescriptionLines>>;
}
