import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

describe('a file', () => {
  it('from which nothing can be started is refused, and nothing else is said about it', async () => {
    const drawing = processXml(inARow(['t', '<serviceTask id="t" camunda:class="x.Y"/>'])).replace('isExecutable="true"', '');
    expect(await checkModel(drawing)).toMatchObject([{ severity: 'error', rule: 'executable-process', elementId: 'process' }]);
  });

  it('with one executable process may hold drawings beside it', async () => {
    const both = processXml(inARow(), { roots: '<process id="drawing"><complexGateway id="c"/></process>' });
    expect(await checkModel(both)).toEqual([]);
  });
});
