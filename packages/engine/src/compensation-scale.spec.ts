import { describe, expect, it } from '@jest/globals';
import { flows, scope, thrown, undone, users } from './testing/compensation-xml.ts';
import { modelOf } from './testing/model-of.ts';
import { Play } from './testing/play.ts';

const many = (count: number) =>
  `<multiInstanceLoopCharacteristics><loopCardinality>${count}</loopCardinality></multiInstanceLoopCharacteristics>`;
const handler = { id: 'undo', xml: '<task id="undo" isForCompensation="true"/>' };

describe('compensation of thousands', () => {
  it('runs in bounded slices, one after the other from the last', async () => {
    const play = new Play(
      await modelOf(`<startEvent id="s"/><task id="a">${many(3_000)}</task>${users('go')}${thrown()}
        ${flows('s -> a -> go -> throw')}${undone('a', handler)}`),
    );
    play.start().goOn();
    const kept = play.snapshot!.scopes['instance']!.compensations!;
    expect(kept).toHaveLength(3_000);
    play.complete('go');
    let slices = 1;
    for (let job = play.waits('continue')[0]; job && !play.snapshot!.ended; job = play.waits('continue')[0], slices++) {
      play.do({ type: 'continue', jobId: job.id });
      expect(play.latest.length).toBeLessThan(6_000);
    }
    expect(slices).toBeGreaterThan(3);
    expect(play.outcome()).toBe('completed');
    expect(play.of('compensationTriggered').map(({ tokenId }) => tokenId)).toEqual(kept.map(({ token }) => token).toReversed());
  }, 60_000);

  it('of a cancelled transaction with a thousand parts at work reaches what completed in each', async () => {
    const part = `<subProcess id="part">${many(1_000)}<startEvent id="in"/><task id="a"/>${users('b')}${flows('in -> a -> b')}${undone('a', handler)}</subProcess>`;
    const play = new Play(
      await modelOf(`<startEvent id="s"/>
        ${scope('tx', `<parallelGateway id="f"/>${part}${users('ask')}<endEvent id="c"><cancelEventDefinition/></endEvent>${flows('tx-in -> f -> part', 'f -> ask -> c')}`, 'transaction')}
        <boundaryEvent id="cancelled" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent>${users('z')}${flows('s -> tx', 'cancelled -> z')}`),
    );
    play.start().goOn().complete('ask').goOn();
    expect(play.started().filter((id) => id === 'undo')).toHaveLength(1_000);
    expect(play.tasks()).toEqual(['z']);
    expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
  }, 60_000);

  it('of sub-processes forty deep goes down to the innermost', async () => {
    let inner = `${users('x')}${flows('i40-in -> x')}${undone('x')}`;
    for (let depth = 40; depth > 1; depth--) inner = `${scope(`i${depth}`, inner)}${flows(`i${depth - 1}-in -> i${depth}`)}`;
    const play = new Play(await modelOf(`<startEvent id="s"/>${scope('i1', inner)}${thrown()}${flows('s -> i1 -> throw')}`));
    play.start().complete('x').complete('undo-x');
    expect(play.of('compensationTriggered')).toHaveLength(41);
    expect(play.outcome()).toBe('completed');
  });
});
