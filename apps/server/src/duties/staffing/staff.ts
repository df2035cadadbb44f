/** A part of the work of a task: one person does it. */
export interface Slot {
  readonly taskId: string;
  readonly roles: readonly string[];
  /** Signatures of one task are of different people. */
  readonly signs: boolean;
}

export interface Staffing {
  readonly slots: readonly Slot[];
  /** Who could do it. */
  candidates(slot: Slot): ReadonlySet<string>;
  /** May the two roles not meet in one person in a case? */
  excludes(one: string, other: string): boolean;
  together(oneTask: string, otherTask: string): boolean;
}

/** Steps of the search; a model that needs more stays undecided. */
const budget = 20_000;
/** Steps on the way to the sets of tasks that a case may need. */
const mostCases = 2_000;
/** Slots of a model of which not all can be staffed at once and whose cases are looked at one by one. */
const mostSlots = 150;

/**
 * Slots of one case for which no choice of people is allowed, as few as possible; undefined: every case can be staffed. `undecided` when
 * the model is too large to say.
 */
export function unstaffable(staffing: Staffing): readonly Slot[] | 'undecided' | undefined {
  const { slots, together } = staffing;
  // people for all at once are people for every case
  const atOnce = colour(staffing, slots);
  if (atOnce === true) return undefined;
  const groups = slots.length > mostSlots ? undefined : slotsOfCases(slots, (a, b) => together(a.taskId, b.taskId));
  if (!groups) return 'undecided';
  const found = groups.map((group) => ({ group, staffed: colour(staffing, group) }));
  const failed = found.find(({ staffed }) => staffed === false);
  if (failed) return smallest(staffing, failed.group);
  return found.some(({ staffed }) => staffed === 'undecided') ? 'undecided' : undefined;
}

/** Drops what the failure does not need. */
function smallest(staffing: Staffing, group: readonly Slot[]): readonly Slot[] {
  let kept = group;
  for (const slot of group) {
    const without = kept.filter((other) => other !== slot);
    if (colour(staffing, without) === false) kept = without;
  }
  return kept;
}

/** The largest sets of slots that one case may need: maximal cliques (Bron and Kerbosch, with pivot). Undefined beyond the budget. */
export function slotsOfCases<T>(all: readonly T[], together: (one: T, other: T) => boolean): T[][] | undefined {
  const near = new Map(all.map((one) => [one, new Set(all.filter((other) => other !== one && together(one, other)))]));
  const found: T[][] = [];
  let steps = 0;
  const grow = (chosen: T[], open: Set<T>, done: Set<T>): boolean => {
    if (++steps > mostCases) return false;
    if (open.size === 0 && done.size === 0) found.push(chosen);
    const [pivot] = [...open, ...done].sort((a, b) => count(near.get(b)!, open) - count(near.get(a)!, open));
    for (const next of [...open].filter((one) => pivot === undefined || !near.get(pivot)!.has(one))) {
      const around = near.get(next)!;
      if (!grow([...chosen, next], within(open, around), within(done, around))) return false;
      open.delete(next);
      done.add(next);
    }
    return true;
  };
  return grow([], new Set(all), new Set()) ? found : undefined;
}

const count = <T>(some: ReadonlySet<T>, others: ReadonlySet<T>): number => within(some, others).size;
const within = <T>(some: ReadonlySet<T>, others: ReadonlySet<T>): Set<T> => new Set([...some].filter((one) => others.has(one)));

interface Place {
  readonly people: readonly string[];
  readonly beside: Set<Place>;
}

/** Is there one person for each slot, so that none gets two that exclude each other? */
export function colour({ candidates, excludes }: Staffing, slots: readonly Slot[]): boolean | 'undecided' {
  // who does one task of a role may do all of them, so these are one place; signatures, and tasks of two roles at odds, stay apart
  const byKey = new Map<string, { slot: Slot; place: Place }>();
  slots.forEach((slot, index) => {
    const isAtOddsWithItself = slot.roles.some((one) => slot.roles.some((other) => excludes(one, other)));
    const key = slot.signs || isAtOddsWithItself ? `${index}` : [...slot.roles].sort().join(' ');
    if (!byKey.has(key)) byKey.set(key, { slot, place: { people: [...candidates(slot)], beside: new Set() } });
  });
  const all = [...byKey.values()];
  for (const one of all)
    for (const other of all) {
      if (one === other) continue;
      const signBoth = one.slot.signs && other.slot.signs && one.slot.taskId === other.slot.taskId;
      if (signBoth || one.slot.roles.some((a) => other.slot.roles.some((b) => excludes(a, b)))) one.place.beside.add(other.place);
    }
  // with more people than neighbours somebody is always left
  let open = all.map(({ place }) => place);
  for (;;) {
    const rest = open.filter(({ people, beside }) => people.length <= open.filter((other) => beside.has(other)).length);
    if (rest.length === open.length) break;
    open = rest;
  }
  let steps = 0;
  const chosen = new Map<Place, string>();
  const free = ({ people, beside }: Place) =>
    people.filter((person) => ![...beside].some((other) => chosen.get(other) === person));
  const search = (left: readonly Place[]): boolean | 'undecided' => {
    if (++steps > budget) return 'undecided';
    const [next] = [...left].sort((a, b) => free(a).length - free(b).length);
    if (!next) return true;
    for (const person of free(next)) {
      chosen.set(next, person);
      const found = search(left.filter((place) => place !== next));
      if (found !== false) return found;
      chosen.delete(next);
    }
    return false;
  };
  return search(open);
}
