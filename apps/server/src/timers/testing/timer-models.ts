import { modelFile, smallModel, userTask } from '../../../../../test/support/small-model.ts';
import { eventually } from '../../../../../test/support/throw-away.ts';
import { VirtualClock } from '../../platform/clock.ts';

export const remind = smallModel(
  'remind',
  [userTask('answer', 'case-handler')],
  `<boundaryEvent id="reminder" attachedToRef="answer" cancelActivity="false">
     <timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent>
   <endEvent id="reminded"/><sequenceFlow id="to-reminded" sourceRef="reminder" targetRef="reminded"/>`,
);
export const pause = smallModel('pause', [
  [
    'later',
    '<intermediateCatchEvent id="later"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
  ],
]);
export const decided = smallModel(
  'decided',
  [userTask('answer', 'case-handler'), userTask('decide', 'decision-maker')],
  `<boundaryEvent id="tooLate" attachedToRef="answer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
   <endEvent id="gone"/><sequenceFlow id="to-gone" sourceRef="tooLate" targetRef="gone"/>
   <boundaryEvent id="undecided" attachedToRef="decide"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></boundaryEvent>
   <sequenceFlow id="to-gone-too" sourceRef="undecided" targetRef="gone"/>`,
);
export const crowd = smallModel('crowd', [
  [
    'each',
    `<subProcess id="each"><multiInstanceLoopCharacteristics><loopCardinality>${'$'}{n}</loopCardinality></multiInstanceLoopCharacteristics>
       <startEvent id="in"/><intermediateCatchEvent id="rest"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
       <endEvent id="out"/><sequenceFlow id="x" sourceRef="in" targetRef="rest"/><sequenceFlow id="y" sourceRef="rest" targetRef="out"/></subProcess>`,
  ],
]);
export const daily = (cycle: string) =>
  modelFile(
    'daily',
    `<startEvent id="everyDay"><timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition></startEvent>
     <endEvent id="end"/><sequenceFlow id="to-end" sourceRef="everyDay" targetRef="end"/>`,
  );

/** Runs ahead of the database's clock by so many milliseconds. */
export class HastyClock extends VirtualClock {
  ahead = 0;

  override async until(at: number): Promise<number> {
    return at - (this.now() - this.ahead);
  }
}

/** Asks again and again. */
export const comesTrue = (holds: () => Promise<boolean>) =>
  eventually(async () => {
    if (!(await holds())) throw new Error('it does not come true');
  });
