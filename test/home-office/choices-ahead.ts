import type { FlowNode, ProcessModel } from '@gaita/bpmn';
import type { Variables } from '@gaita/contracts';

/** What a variable may be so that the conditions ahead tell it apart; `undefined`: it is not there. */
export type Candidates = ReadonlyMap<string, readonly (string | number | boolean | undefined)[]>;

const comparison =
  /(?:execution\.getVariable\(\s*["'](\w+)["']\s*\)|([A-Za-z_]\w*))\s*[!=]=\s*("[^"]*"|'[^']*'|true|false|-?\d+)/g;
const plainName = /[$#]\{\s*([A-Za-z_]\w*)\s*\}/g;
const presence = /execution\.hasVariable\(\s*["'](\w+)["']\s*\)/g;

/** The names that expressions between a node and the next waits look at, with what they are compared with. */
export function candidatesAhead(process: ProcessModel, from: string): Candidates {
  const found = new Map<string, Set<string | number | boolean | undefined>>();
  const add = (name: string, value: string | number | boolean | undefined): void => {
    found.set(name, (found.get(name) ?? new Set()).add(value));
  };
  for (const source of expressionsAhead(process, from)) {
    for (const [, read, name, text] of source.matchAll(comparison)) {
      const value = literalOf(text!);
      add((read ?? name)!, value);
      add((read ?? name)!, typeof value === 'boolean' ? !value : 'something else');
    }
    for (const [, name] of source.matchAll(plainName)) add(name!, 'given');
    for (const [, name] of source.matchAll(presence)) {
      add(name!, undefined);
      add(name!, 'there');
    }
  }
  return new Map([...found].map(([name, values]) => [name, [...values]]));
}

function literalOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^["']/.test(text) ? text.slice(1, -1) : Number(text);
}

function expressionsAhead(process: ProcessModel, from: string): string[] {
  const nodes = new Map(process.nodes.map((node) => [node.id, node]));
  const sources: string[] = [];
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (id !== from) sources.push(...expressionsOf(nodes.get(id)));
    if (id !== from && waits(nodes.get(id)!)) continue;
    for (const flow of process.flows.filter(({ source }) => source === id)) {
      if (flow.condition) sources.push(flow.condition.source);
      open.push(flow.target);
    }
  }
  return sources;
}

/** Whatever in a node is an expression of JUEL. */
function expressionsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('language' in value && value.language === 'juel' && 'source' in value) return [String(value.source)];
  return Object.values(value).flatMap(expressionsOf);
}

const waits = (node: FlowNode): boolean =>
  node.type === 'userTask' || node.type === 'callActivity' || ('topic' in node && node.topic !== undefined);

/** All combinations where they are few, else so many of them by chance. */
export function combinations(candidates: Candidates, most: number, choose: (below: number) => number): Variables[] {
  const names = [...candidates.keys()];
  const total = names.reduce((product, name) => product * candidates.get(name)!.length, 1);
  return Array.from({ length: Math.min(total, most) }, (_, index) => {
    const values: Record<string, string | number | boolean> = {};
    let rest = total <= most ? index : choose(2 ** 16);
    for (const name of names) {
      const possible = candidates.get(name)!;
      const value = possible[total <= most ? rest % possible.length : choose(possible.length)];
      rest = Math.floor(rest / possible.length);
      if (value !== undefined) values[name] = value;
    }
    return values;
  });
}
