import { describe, expect, it } from '@jest/globals';
import { flows, onCompensation, scope, thrown, undone, users } from '../testing/compensation-xml.ts';
import { feature, traceOf } from '../testing/feature.ts';
import { modelOf } from '../testing/model-of.ts';
import { Play } from '../testing/play.ts';
import { Together } from '../testing/play-together.ts';

const call = '<callActivity id="call" calledElement="child"/>';
const caller = `<startEvent id="s"/>${call}${users('decide')}${thrown()}${flows('s -> call -> decide -> throw')}`;
const token = (play: Play) => play.wait('called', 'call').tokenId;
const sent = (play: Play) => play.of('deliverySent').map(({ delivery }) => delivery.type);

feature('compensation: called process', {
  normal: {
    model: caller,
    play: (play) => {
      play.start();
      expect(play.of('deliverySent')[0]?.delivery).toMatchObject({ type: 'startCalled', compensable: true });
      const tokenId = token(play);
      play.do({ type: 'calledEnded', tokenId, variables: {}, compensable: true }).complete('decide');
      expect(token(play)).toBe(tokenId);
      play.do({ type: 'calledCompensated', tokenId });
      expect(sent(play)).toEqual(['startCalled', 'compensateCalled']);
    },
    trace: '+s -s +call -call +decide -decide +throw -throw =completed',
  },
  cancelled: {
    model: caller,
    play: (play) => {
      play.start().do({ type: 'calledEnded', tokenId: token(play), variables: {}, compensable: true });
      play.do({ type: 'cancel' });
      expect(sent(play)).toEqual(['startCalled', 'forgetCalled']);
    },
    trace: '+s -s +call -call +decide ~decide =terminated',
  },
  repeated: {
    model: `<startEvent id="s"/><callActivity id="call" calledElement="child"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></callActivity>
      ${thrown()}${flows('s -> call -> throw')}`,
    play: (play) => {
      play.start();
      const called = [1, 2].map(() => {
        const tokenId = token(play);
        play.do({ type: 'calledEnded', tokenId, variables: {}, compensable: true });
        return tokenId;
      });
      expect(token(play)).toBe(called[1]);
      play.do({ type: 'calledCompensated', tokenId: called[1]! });
      play.do({ type: 'calledCompensated', tokenId: called[0]! });
    },
    trace: '+s -s +call +call -call +call -call -call +throw -throw =completed',
  },
  'cancelled while it is compensated, the called process is told': {
    model: caller,
    play: (play) => {
      play
        .start()
        .do({ type: 'calledEnded', tokenId: token(play), variables: {}, compensable: true })
        .complete('decide');
      play.do({ type: 'cancel' });
      expect(sent(play)).toEqual(['startCalled', 'compensateCalled', 'cancelCalled']);
    },
    trace: '+s -s +call -call +decide -decide +throw ~throw =terminated',
  },
  'a called process with nothing to undo is not asked': {
    model: caller,
    play: (play) =>
      play
        .start()
        .do({ type: 'calledEnded', tokenId: token(play), variables: {} })
        .complete('decide'),
    trace: '+s -s +call -call +decide -decide +throw -throw =completed',
  },
  'a handler of the call itself runs instead': {
    model: caller + undone('call'),
    play: (play) => {
      play.start();
      expect(play.of('deliverySent')[0]?.delivery).not.toHaveProperty('compensable');
      play
        .do({ type: 'calledEnded', tokenId: token(play), variables: {} })
        .complete('decide')
        .complete('undo-call');
    },
    trace: '+s -s +call -call +decide -decide +throw +undo-call -undo-call -throw =completed',
  },
  'an error that its compensation throws goes on from the call; retried, the rest is undone': {
    model: `<startEvent id="s"/>${users('a')}${call}${thrown()}${flows('s -> a -> call -> throw')}${undone('a')}`,
    play: (play) => {
      play
        .start()
        .complete('a')
        .do({ type: 'calledEnded', tokenId: token(play), variables: {}, compensable: true });
      play.do({ type: 'calledError', tokenId: token(play), errorCode: 'E', variables: {} });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'call').id }).complete('undo-a');
    },
    trace: '+s -s +a -a +call -call +throw !errorNotCaught@call +undo-a -undo-a -throw =completed',
  },
});

const child = (handlers = undone('x') + undone('y')) =>
  modelOf(`<startEvent id="s"/>${users('x', 'y')}${flows('s -> x -> y')}${handlers}`);

describe('a called process that has ended', () => {
  it('keeps what can be compensated, is compensated when its caller is, and is then forgotten', async () => {
    const both = new Together('caller', { caller: await modelOf(caller), child: await child() });
    both.complete('child', 'x', { note: 1 }).complete('child', 'y');
    expect(both.of('child').snapshot).toMatchObject({ ended: 'completed' });
    expect(both.of('child').try({ type: 'cancel' })?.code).toBe('instance-ended');
    both.complete('caller', 'decide').complete('child', 'undo-y');
    expect(both.of('child').variables()).toEqual({ note: 1 });
    expect(both.of('caller').outcome()).toBeUndefined();
    both.complete('child', 'undo-x');
    expect(traceOf(both.of('child').records)).toBe('+s -s +x -x +y -y =completed +undo-y -undo-y +undo-x -undo-x');
    expect(traceOf(both.of('caller').records)).toContain('-throw =completed');
    expect(both.of('child').snapshot).toMatchObject({ ended: 'completed', scopes: {} });
    expect(both.of('child').snapshot).not.toHaveProperty('undoing');
    expect(both.rejections).toEqual([]);
  });

  it('is forgotten when its caller ends without', async () => {
    const model = await modelOf(
      `<startEvent id="s"/>${call}${users('decide')}<exclusiveGateway id="x" default="x-throw"/>${thrown()}<endEvent id="e"/>${flows('s -> call -> decide -> x -> throw')}
       <sequenceFlow id="fine" sourceRef="x" targetRef="e"><conditionExpression>\${true}</conditionExpression></sequenceFlow>`,
    );
    const both = new Together('caller', { caller: model, child: await child() });
    both.complete('child', 'x').complete('child', 'y');
    expect(both.of('child').snapshot!.scopes).not.toEqual({});
    both.complete('caller', 'decide');
    expect(both.of('caller').outcome()).toBe('completed');
    expect(both.of('child').snapshot!.scopes).toEqual({});
    expect(both.rejections).toEqual([]);
  });

  it('keeps nothing when nothing can compensate it', async () => {
    const model = await modelOf(`<startEvent id="s"/>${call}${users('decide')}${flows('s -> call -> decide')}`);
    const both = new Together('caller', { caller: model, child: await child() });
    both.complete('child', 'x');
    expect(both.of('child').snapshot!.scopes[both.of('child').snapshot!.instanceId]).not.toHaveProperty('compensations');
    both.complete('child', 'y');
    expect(both.of('child').snapshot!.scopes).toEqual({});
  });

  it('is undone by its own compensation event sub-process', async () => {
    const handler = onCompensation('undo', `${users('tidy')}${thrown('inner')}${flows('undo-in -> tidy -> inner')}`);
    const both = new Together('caller', { caller: await modelOf(caller), child: await child(undone('x') + handler) });
    both.complete('child', 'x').complete('child', 'y').complete('caller', 'decide');
    both.complete('child', 'tidy').complete('child', 'undo-x');
    expect(both.of('caller').outcome()).toBe('completed');
    expect(traceOf(both.of('child').records)).toContain(
      '=completed +undo +undo-in -undo-in +tidy -tidy +inner +undo-x -undo-x -inner -undo',
    );
    expect(both.of('child').snapshot!.scopes).toEqual({});
  });

  it('and those that it called in turn, forgotten or compensated with it', async () => {
    const middle = await modelOf(`<startEvent id="s"/><callActivity id="call" calledElement="leaf"/>${flows('s -> call')}`);
    const models = { caller: await modelOf(caller), child: middle, leaf: await child() };
    const undo = new Together('caller', models).complete('leaf', 'x').complete('leaf', 'y').complete('caller', 'decide');
    undo.complete('leaf', 'undo-y').complete('leaf', 'undo-x');
    expect(undo.of('caller').outcome()).toBe('completed');
    expect(undo.of('child').snapshot!.scopes).toEqual({});
    expect(undo.of('leaf').snapshot!.scopes).toEqual({});
    const dropped = new Together('caller', models).complete('leaf', 'x').complete('leaf', 'y').do('caller', { type: 'cancel' });
    expect(dropped.of('child').snapshot!.scopes).toEqual({});
    expect(dropped.of('leaf').snapshot!.scopes).toEqual({});
    expect([...undo.rejections, ...dropped.rejections]).toEqual([]);
  });

  it('is forgotten when its caller was cancelled before it heard of the end', async () => {
    const play = new Play(await child()).start({}, { calledBy: { instanceId: 'caller', tokenId: 'call', compensable: true } });
    play.complete('x').complete('y').do({ type: 'cancel', byCaller: true });
    expect(play.of('instanceEnded')).toHaveLength(1);
    expect(play.snapshot).toMatchObject({ ended: 'completed', scopes: {} });
    expect(play.try({ type: 'compensate' })?.code).toBe('instance-ended');
  });

  it('cannot be compensated or forgotten before its end', async () => {
    const play = new Play(await child()).start({}, { calledBy: { instanceId: 'caller', tokenId: 'call', compensable: true } });
    expect(play.try({ type: 'compensate' })?.code).toBe('invalid-request');
    expect(play.try({ type: 'forget' })?.code).toBe('invalid-request');
  });

  it('that fails while it is compensated tells its caller, where the error is caught', async () => {
    const roots = '<error id="bad" errorCode="BAD"/>';
    const failing = `<subProcess id="undo-x" isForCompensation="true"><startEvent id="i"/><endEvent id="fail"><errorEventDefinition errorRef="bad"/></endEvent>${flows('i -> fail')}</subProcess>`;
    const failingChild = await modelOf(
      `<startEvent id="s"/>${users('x')}${flows('s -> x')}${undone('x', { id: 'undo-x', xml: failing })}`,
      roots,
    );
    const inScope = await modelOf(
      `<startEvent id="s"/>${scope('sub', `${call}${thrown()}${flows('sub-in -> call -> throw')}`)}
       <boundaryEvent id="caught" attachedToRef="sub"><errorEventDefinition errorRef="bad"/></boundaryEvent>${users('z')}${flows('s -> sub', 'caught -> z')}`,
      roots,
    );
    const both = new Together('caller', { caller: inScope, child: failingChild }).complete('child', 'x');
    expect(both.of('caller').tasks()).toEqual(['z']);
    expect(both.of('child').of('instanceEnded')).toHaveLength(1);
    expect(both.of('child').snapshot).toMatchObject({ ended: 'completed', scopes: {} });
  });
});
