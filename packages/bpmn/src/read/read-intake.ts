import { languages } from '@gaita/contracts';
import type { Language } from '@gaita/contracts';
import type { ModdleElement } from 'bpmn-moddle';
import { attribute, children, extension } from '../moddle/elements.ts';
import type { Intake, ProcessModel } from '../model.ts';

/** `gaita:papers`, `gaita:fee` and `gaita:applicant` of a process; undefined where it has none of them. */
export function readIntake(process: ModdleElement): ProcessModel['intake'] {
  const papers: { [L in Language]?: readonly string[] } = {};
  const english = attribute(process, 'gaita:papers');
  if (english !== undefined) papers.en = listOf(english);
  for (const text of children(extension(process, 'gaita:Texts'), 'values')) {
    const language = languages.find((each) => each === attribute(text, 'lang'));
    const given = attribute(text, 'papers');
    if (language && given !== undefined) papers[language] = listOf(given);
  }
  const fee = Number(attribute(process, 'gaita:fee') ?? NaN);
  const applicant = attribute(process, 'gaita:applicant');
  const intake: Intake = {
    papers,
    ...(Number.isFinite(fee) && fee >= 0 && { fee }),
    ...(applicant !== undefined && { applicant }),
  };
  return Object.keys(papers).length > 0 || intake.fee !== undefined || applicant !== undefined ? intake : undefined;
}

const listOf = (text: string): string[] =>
  text
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
