import { describe, expect, it } from '@jest/globals';
import { advance } from './advance.ts';
import { correlates } from './correlation/correlates.ts';
import { flows, thrown, undone, users } from './testing/compensation-xml.ts';
import { modelOf } from './testing/model-of.ts';
import { Play, riga } from './testing/play.ts';

const play = async (process: string, roots = '') => new Play(await modelOf(process, roots));

describe('features beside each other', () => {
  it('a handler that changes the data kept for it leaves the snapshot before alone', async () => {
    const each = '<multiInstanceLoopCharacteristics camunda:collection="hotels" camunda:elementVariable="hotel"/>';
    const undo =
      '<scriptTask id="undo" isForCompensation="true" scriptFormat="feel" camunda:resultVariable="hotel"><script>"none"</script></scriptTask>';
    const played = await play(
      `<startEvent id="s"/><userTask id="book">${each}</userTask>${users('decide')}${thrown()}${flows('s -> book -> decide -> throw')}
       ${undone('book', { id: 'undo', xml: undo })}`,
    );
    played.start({ hotels: ['Riga'] }).complete('book');
    const before = played.snapshot!;
    const kept = JSON.stringify(before);
    const { id: taskId, ...place } = played.wait('task', 'decide');
    // not frozen, as a server holds it
    advance(
      played.process,
      before,
      { type: 'taskCompleted', taskId, place, variables: {} },
      { now: played.now, ids: 'x', decisions: {}, calendar: riga },
    );
    expect(JSON.stringify(before)).toBe(kept);
    played.complete('decide');
    expect(played.outcome()).toBe('completed');
  });

  it('a timer beside an activity fires once, even when it fires while the activity waits for its data', async () => {
    const played = await play(`
      <dataObject id="plan" name="plan"/>
      <startEvent id="s"/>
      <userTask id="work">
        <ioSpecification><dataInput id="i" name="given"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>
        <dataInputAssociation><sourceRef>plan</sourceRef><targetRef>i</targetRef></dataInputAssociation>
      </userTask>
      <boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      <boundaryEvent id="later" attachedToRef="work"><timerEventDefinition><timeDuration>PT9H</timeDuration></timerEventDefinition></boundaryEvent>
      <task id="remind"/><task id="give-up"/>${flows('s -> work', 'late -> remind', 'later -> give-up')}`);
    played.start().fire('late').write({ plan: 'three rooms' });
    expect(played.tasks()).toEqual(['work']);
    expect(played.waits('timer').map(({ elementId }) => elementId)).toEqual(['later']);
  });

  const keyed = (messageName: string, dataPath: string) => [
    `<correlationSubscription id="s" correlationKeyRef="byPlot">
       <correlationPropertyBinding correlationPropertyRef="plot"><dataPath>${dataPath}</dataPath></correlationPropertyBinding>
     </correlationSubscription>
     <startEvent id="start"/><receiveTask id="wait" messageRef="m"/>${flows('start -> wait')}`,
    `<message id="m" name="${messageName}"/>
     <correlationProperty id="plot">
       <correlationPropertyRetrievalExpression messageRef="m"><messagePath>plot</messagePath></correlationPropertyRetrievalExpression>
     </correlationProperty>
     <collaboration id="c"><participant id="p" processRef="process"/>
       <correlationKey id="byPlot"><correlationPropertyRef>plot</correlationPropertyRef></correlationKey></collaboration>`,
  ];

  it('a case whose own key cannot be evaluated leaves it open, and other cases get their messages', async () => {
    const [process, roots] = keyed('changed', '${land.plot}');
    const played = (await play(process!, roots)).start();
    const message = { name: 'changed', variables: { plot: 1 } };
    const environment = { now: played.now, calendar: riga };
    expect(correlates(played.process, played.snapshot!, message, environment)).toBe('open');
    played.write({ land: { plot: 2 } });
    expect(correlates(played.process, played.snapshot!, message, environment)).toBe('other');
  });

  it('a message arrives though its name cannot be evaluated any more', async () => {
    const [process, roots] = keyed('${kind}', 'plot');
    const played = (await play(process!, roots)).start({ kind: 'changed' }).write({ kind: ['no', 'name'] });
    played.receive('wait', { plot: 1 });
    expect(played.outcome()).toBe('completed');
  });

  it('what is being undone is undone, though the ad-hoc sub-process around it is over', async () => {
    const played = await play(`<startEvent id="s"/>
      <adHocSubProcess id="part" cancelRemainingInstances="false">
        ${users('a', 'b', 'c')}${thrown()}${flows('b -> throw')}
        ${undone('a', { id: 'undo', xml: '<userTask id="undo" isForCompensation="true" camunda:asyncBefore="true"/>' })}
        <completionCondition>\${done == true}</completionCondition>
      </adHocSubProcess><task id="after"/>${flows('s -> part -> after')}`);
    played.start({ done: false });
    const part = played.snapshot!.scopes['instance']!.tokens!;
    const [tokenId] = Object.keys(part);
    for (const elementId of ['a', 'b', 'c']) played.do({ type: 'startAdHocActivity', tokenId: tokenId!, elementId });
    played.complete('a').complete('b').complete('c', { done: true });
    expect(played.outcome()).toBeUndefined();
    played.goOn().complete('undo');
    expect(played.outcome()).toBe('completed');
  });
});
