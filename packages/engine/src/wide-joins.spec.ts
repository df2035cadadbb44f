import { describe, expect, it } from '@jest/globals';
import type { FlowSpec, NodeSpec } from './testing/build-model.ts';
import { and, or, processOf, start, task, user } from './testing/build-model.ts';
import { Play } from './testing/play.ts';

describe('inclusive joins in a model of ten thousand elements', () => {
  it('one after the other beside a task that waits', () => {
    const nodes: NodeSpec[] = [start('s'), and('fork'), user('wait'), user('end')];
    const flows: FlowSpec[] = ['s -> fork -> wait', 'fork -> f0'];
    const blocks = 2_400;
    for (let i = 0; i < blocks; i++) {
      nodes.push(or(`f${i}`), task(`a${i}`), task(`b${i}`), or(`j${i}`));
      flows.push(`f${i} -> a${i} -> j${i}`, `f${i} -> b${i} -> j${i}`, `j${i} -> ${i + 1 < blocks ? `f${i + 1}` : 'end'}`);
    }
    const play = new Play(processOf('p', nodes, flows)).start().goOn();
    expect(play.tasks()).toEqual(['wait', 'end']);
    expect(play.started().filter((id) => id.startsWith('j'))).toHaveLength(blocks);
  });

  it('one with thousands of flows', () => {
    const wide = 3_000;
    const nodes: NodeSpec[] = [start('s'), or('f'), or('j'), user('end')];
    const flows: FlowSpec[] = ['s -> f', 'j -> end'];
    for (let i = 0; i < wide; i++) {
      nodes.push(i < 3 ? user(`t${i}`) : task(`t${i}`), task(`u${i}`));
      flows.push(`f -> t${i} -> u${i} -> j`);
    }
    const play = new Play(processOf('p', nodes, flows)).start().goOn();
    expect(play.tasks()).toEqual(['t0', 't1', 't2']);
    play.complete('t1').complete('t0').complete('t2').goOn();
    expect(play.tasks()).toEqual(['end']);
  });
});
