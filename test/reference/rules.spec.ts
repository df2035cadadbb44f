import { describe, expect, it } from '@jest/globals';
import { readModel } from '@gaita/bpmn';
import { fileOfRule, tokenRules } from './rules.ts';
import type { Rule } from './rules.ts';
import { mistakesIn, told } from './told.ts';
import { findIllegal } from './token-game.ts';

const processOf = async (rule: Rule) => (await readModel(fileOfRule(rule))).processes[0]!;

describe('the rules of the token game', () => {
  it.each(tokenRules.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    const process = await processOf(rule);
    for (const journal of rule.legal) expect({ journal, illegal: findIllegal(process, told(journal)) }).toEqual({ journal });
    for (const journal of rule.illegal)
      expect({ journal, illegal: findIllegal(process, told(journal)) }).toEqual({ journal, illegal: expect.any(String) });
  });

  it('hold for what one mistake makes of a legal journal', async () => {
    const counts = { drop: [0, 0], duplicate: [0, 0], swap: [0, 0] };
    const missed: string[] = [];
    for (const rule of tokenRules) {
      const process = await processOf(rule);
      for (const journal of rule.legal)
        for (const { how, records } of mistakesIn(told(journal))) {
          const isFound = findIllegal(process, records) !== undefined;
          counts[how][isFound ? 0 : 1]!++;
          if (!isFound && how === 'duplicate') missed.push(journal);
        }
    }
    const illegal = rulesBroken();
    const [found, all] = [Object.values(counts).map(([a]) => a!), Object.values(counts).map(([a, b]) => a! + b!)].map((each) =>
      each.reduce((a, b) => a + b),
    );
    process.stdout.write(
      `token game: ${tokenRules.length} rules with ${illegal} illegal journals made by hand, all found; of ${all} mistakes in legal ones ` +
        `${found} are illegal (left out ${counts.drop.join('/')}, told twice ${counts.duplicate.join('/')}, swapped ${counts.swap.join('/')}; found/still legal)\n`,
    );
    expect(missed).toEqual([]);
    expect(found! / all!).toBeGreaterThan(0.85);
  });
});

const rulesBroken = (): number => tokenRules.reduce((sum, { illegal }) => sum + illegal.length, 0);
