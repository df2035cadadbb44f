import { describe, expect, it } from '@jest/globals';
import { readModel } from './read/read-model.ts';
import { inARow, processXml } from './testing/model-xml.ts';
import { readDefinitions, writeDefinitions } from './write-model.ts';

describe('changing a model', () => {
  it('keeps everything else, extensions that nobody knows included', async () => {
    const xml = processXml(
      inARow([
        't',
        '<userTask id="t" name="Check" gaita:due="1 month"><extensionElements><x:note xmlns:x="urn:x" kind="k"><x:deep>text</x:deep></x:note></extensionElements></userTask>',
      ]),
    );
    const definitions = await readDefinitions(xml);
    definitions.get('rootElements')[0].set('name', 'Request');
    const written = await writeDefinitions(definitions);
    expect(written).toContain('<x:note xmlns:x="urn:x" kind="k">');
    expect(written).toContain('<x:deep>text</x:deep>');
    expect((await readModel(written)).processes).toMatchObject([
      { name: 'Request', nodes: [{ id: 'start' }, { id: 't', name: 'Check', due: '1 month' }, { id: 'end' }] },
    ]);
  });
});
