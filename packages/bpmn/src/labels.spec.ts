import { describe, expect, it } from '@jest/globals';
import { labelsOf, missingTexts } from './labels.ts';
import { readModel } from './read/read-model.ts';
import { inARow, processXml } from './testing/model-xml.ts';

const texts = (inside: string) => `<extensionElements><gaita:texts>${inside}</gaita:texts></extensionElements>`;
const model = readModel(
  processXml(
    `<laneSet id="lanes"><lane id="desk" name="Desk">${texts('<gaita:text lang="lv" name="Lete"/>')}</lane></laneSet>
     ${inARow(
       [
         'check',
         `<task id="check" name="Check"><documentation>Look at it.</documentation>${texts('<gaita:text lang="lv" name="Pārbaudīt"/><gaita:text lang="xx" name="?"/>')}</task>`,
       ],
       ['quiet', '<task id="quiet"/>'],
     )}
     <textAnnotation id="note">${texts('<gaita:text lang="lv" name="Piezīme"/>')}<text>A note</text></textAnnotation>`,
    { process: 'name="Request"' },
  ),
);

describe('labels in a language', () => {
  it('are those of the model, in English where that language lacks them', async () => {
    expect(Object.fromEntries(labelsOf(await model, 'lv'))).toEqual({
      process: { name: 'Request', missing: true },
      desk: { name: 'Lete', missing: false },
      check: { name: 'Pārbaudīt', documentation: 'Look at it.', missing: true },
      note: { name: 'Piezīme', missing: false },
    });
  });

  it('are in English what BPMN itself holds', async () => {
    expect(labelsOf(await model, 'en').get('check')).toEqual({ name: 'Check', documentation: 'Look at it.', missing: false });
  });
});

describe('missing texts', () => {
  it('are listed by element, language and part', async () => {
    expect(missingTexts(await model, ['en', 'lv'])).toEqual([
      { elementId: 'process', language: 'lv', parts: ['name'] },
      { elementId: 'check', language: 'lv', parts: ['documentation'] },
    ]);
  });

  it('are asked for in every language by default', async () => {
    const languages = missingTexts(await model).filter((missing) => missing.elementId === 'note');
    expect(languages.map((missing) => missing.language)).toEqual(['lt', 'bg']);
  });
});

describe('a text in a language that Gaita does not speak', () => {
  it('is named once', async () => {
    expect((await model).problems).toMatchObject([{ severity: 'warning', rule: 'unknown-text-language', elementId: 'check' }]);
  });
});
