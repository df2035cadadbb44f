import type { ColleagueView } from '@gaita/contracts';

interface Asked {
  /** Of the task. */
  readonly name: string;
  readonly colleagues: readonly ColleagueView[];
}

interface WhoMayDo {
  readonly items: readonly ColleagueView[];
  /** Each of them may do all of the tasks; else each may do some. */
  readonly forAll: boolean;
  /** Names of the tasks that somebody may not do, by account. */
  readonly beyond: ReadonlyMap<string, readonly string[]>;
}

/** Those who may do all of the tasks; where nobody may, all who may do some, those who may do most first. */
export function whoMayDo(tasks: readonly Asked[]): WhoMayDo {
  const people = new Map(tasks.flatMap(({ colleagues }) => colleagues.map((each) => [each.account, each])));
  const beyond = new Map(
    [...people.keys()].map((account) => [
      account,
      tasks.filter(({ colleagues }) => !colleagues.some((each) => each.account === account)).map(({ name }) => name),
    ]),
  );
  const lacking = ({ account }: ColleagueView): number => beyond.get(account)?.length ?? 0;
  const all = [...people.values()].filter((person) => lacking(person) === 0);
  if (all.length > 0) return { items: all, forAll: true, beyond };
  return { items: [...people.values()].sort((one, other) => lacking(one) - lacking(other)), forAll: false, beyond };
}
