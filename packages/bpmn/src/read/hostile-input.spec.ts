import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const sound = processXml(
  inARow(
    ['u', '<userTask id="u" name="Ask" camunda:candidateGroups="expert,${g}" gaita:due="1 month"/>'],
    ['s', '<serviceTask id="s"><extensionElements><zeebe:taskDefinition type="t"/></extensionElements></serviceTask>'],
    ['m', '<task id="m"><multiInstanceLoopCharacteristics camunda:collection="c"/></task>'],
    [
      'w',
      '<intermediateCatchEvent id="w"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    ],
  ),
);

/** A few places of a sound file, each overwritten with something that could stand in a broken one. */
const spoilt = fc
  .array(
    fc.record({
      at: fc.nat(sound.length),
      length: fc.nat(12),
      text: fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '"',
          '&',
          '</',
          '/>',
          '<!--',
          ']]>',
          '<!DOCTYPE x>',
          'id="u"',
          '__proto__',
          'constructor',
          'bpmn:',
          '= (',
          '${',
        ),
        fc.string({ maxLength: 8 }),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((cuts) => cuts.reduce((xml, { at, length, text }) => xml.slice(0, at) + text + xml.slice(at + length), sound));

describe('whatever is given', () => {
  it('a spoilt file is answered with findings, never with an exception', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt, async (xml) => {
        const model = await readModel(xml);
        if (model.processes.length === 0) expect(model.problems.length).toBeGreaterThan(0);
        const ids = model.processes.flatMap((process) => process.nodes).map((node) => node.id);
        // Whoever executes a model without errors can rely on its connections.
        const errors = (await checkModel(model)).filter((problem) => problem.severity === 'error');
        if (errors.length === 0)
          for (const flow of model.processes.flatMap((process) => process.flows)) {
            expect(ids).toContain(flow.source);
            expect(ids).toContain(flow.target);
          }
      }),
      { numRuns: 400 },
    );
  });

  it('any text is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        expect((await readModel(text)).problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it('objects keep their prototype', async () => {
    await readModel(
      processXml(
        '<task id="__proto__" polluted="yes"/><task id="a" __proto__="x" constructor="y"><extensionElements><camunda:properties><camunda:property name="__proto__" value="z"/></camunda:properties></extensionElements></task>',
      ),
    );
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('value');
  });
});
