import { describe, expect, it } from '@jest/globals';
import { decision, dmn, literal } from '../testing/dmn-models.ts';
import { readRules } from './read-rules.ts';

const cells = '<inputEntry><text>1</text></inputEntry><outputEntry><text>2</text></outputEntry>';
const annotated = decision(
  'Fee',
  `<decisionTable><input><inputExpression><text>n</text></inputExpression></input><output name="fee"/>
   <rule id="a"><description> By the decree </description>${cells}<annotationEntry><text>since 2020</text></annotationEntry></rule>
   <rule>${cells}</rule></decisionTable>`,
);

describe('the rules of a decision table', () => {
  it('are told apart by their rows and by what their author wrote beside them', async () => {
    expect(await readRules(dmn(annotated + decision('Plain', literal('1'))))).toEqual(
      new Map([
        [
          'Fee',
          [
            { id: 'a', number: 1, annotation: 'By the decree\nsince 2020' },
            { id: '2', number: 2 },
          ],
        ],
      ]),
    );
  });

  it('are none where the file cannot be read', async () => {
    expect(await readRules('<broken')).toEqual(new Map());
  });
});
