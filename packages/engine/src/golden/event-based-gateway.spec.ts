import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const roots = '<message id="m" name="answer"/>';
const race = `
  <startEvent id="start"/><eventBasedGateway id="race"/>
  <intermediateCatchEvent id="answer"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
  <intermediateCatchEvent id="late"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
  <userTask id="a"/><userTask id="b"/>${flows('start -> race -> answer -> a', 'race -> late -> b')}`;

feature('event-based gateway', {
  normal: {
    model: { roots, process: race },
    play: (play) => {
      play.start().receive('answer', { text: 'yes' });
      expect(play.waits('timer')).toEqual([]);
      expect(play.variables()).toEqual({ text: 'yes' });
    },
    trace: '+start -start +race -race +answer -answer +a',
  },
  cancelled: {
    model: { roots, process: race },
    play: (play) => play.start().do({ type: 'cancel' }),
    trace: '+start -start +race ~race =terminated',
  },
  repeated: {
    model: {
      roots,
      process: `
        <startEvent id="start"/><exclusiveGateway id="again"/><eventBasedGateway id="race"/>
        <receiveTask id="answer" messageRef="m"/><intermediateCatchEvent id="late"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
        <endEvent id="end"/>${flows('start -> again -> race -> answer -> end', 'race -> late -> again')}`,
    },
    play: (play) => play.start().fire('late').receive('answer'),
    trace: '+start -start +again -again +race -race +late -late +again -again +race -race +answer -answer +end -end =completed',
  },
});
