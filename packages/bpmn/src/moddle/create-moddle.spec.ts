import { describe, expect, it } from '@jest/globals';
import { createModdle } from './create-moddle.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:gaita="urn:gaita:bpmn:1" xmlns:other="urn:other" id="d" targetNamespace="urn:t">
  <process id="p" isExecutable="true" gaita:concept="urn:c:1" gaita:due="legal: permit" gaita:received="receivedOn" gaita:papers="Plan; Consent" gaita:fee="4.27" gaita:applicant="applicant" gaita:applicantData="email, personalCode">
    <laneSet id="ls"><lane id="l" gaita:role="front-desk"><flowNodeRef>a</flowNodeRef></lane></laneSet>
    <userTask id="a" name="Check" camunda:assignee="x" camunda:later="y" other:foo="z" zeebe:modelerTemplate="t"
      gaita:due="10 working days" gaita:consulted="lawyer!,finance" gaita:joint="service-manager" gaita:escalate="top-management" gaita:clock="ends" gaita:value="adds" gaita:newer="n">
      <extensionElements>
        <gaita:texts><gaita:text lang="lv" name="Pārbaudīt" documentation="Dok" papers="Plāns" /></gaita:texts>
        <gaita:later kind="k"><gaita:inner>deep</gaita:inner></gaita:later>
        <camunda:unheard a="1"><camunda:child>text</camunda:child></camunda:unheard>
        <zeebe:unheard b="2" />
        <other:thing>hi</other:thing>
      </extensionElements>
    </userTask>
    <sendTask id="s" gaita:timeToLive="P2D" gaita:correlationKey="= id" gaita:businessKey="= key" />
  </process>
</definitions>`;

/** Tags with their attributes and texts, without layout. */
const parts = (source: string) =>
  [...source.matchAll(/<([\w:]+)([^>]*?)\/?>|>([^<>]*\S[^<>]*)</g)].map(([, tag, attributes, text]) =>
    text === undefined
      ? `${tag} ${(attributes ?? '')
          .match(/[\w:]+="[^"]*"/g)
          ?.sort()
          .join(' ')}`
      : text.trim(),
  );

describe('reading and writing back', () => {
  it('keeps our vocabulary, both dialects and what none of them knows', async () => {
    const { rootElement, warnings } = await createModdle().fromXML(xml);
    const written = await createModdle().toXML(rootElement, { format: true });
    expect(parts(written.xml)).toEqual(parts(xml));
    expect(warnings.map((warning) => warning.message)).toEqual([
      'unknown attribute <camunda:later>',
      'unknown attribute <zeebe:modelerTemplate>',
      'unknown attribute <gaita:newer>',
    ]);
  });

  it('writes the same file again when it is read once more', async () => {
    const first = await createModdle().toXML((await createModdle().fromXML(xml)).rootElement, { format: true });
    const second = await createModdle().toXML((await createModdle().fromXML(first.xml)).rootElement, { format: true });
    expect(second.xml).toBe(first.xml);
  });
});
