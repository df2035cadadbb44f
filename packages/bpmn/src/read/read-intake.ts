import { languages } from '@gaita/contracts';
import type { Language } from '@gaita/contracts';
import type { ModdleElement } from 'bpmn-moddle';
import { attribute, children, extension } from '../moddle/elements.ts';
import type { Intake, ProcessModel } from '../model.ts';

/** `gaita:papers`, `gaita:fee`, `gaita:applicant` and `gaita:applicantData` of a process; undefined where it has none of them. */
export function readIntake(process: ModdleElement): ProcessModel['intake'] {
  const papers: { [L in Language]?: readonly string[] } = {};
  const english = attribute(process, 'gaita:papers');
  if (english !== undefined) papers.en = listOf(english, ';');
  for (const text of children(extension(process, 'gaita:Texts'), 'values')) {
    const language = languages.find((each) => each === attribute(text, 'lang'));
    const given = attribute(text, 'papers');
    if (language && given !== undefined) papers[language] = listOf(given, ';');
  }
  const fee = Number(attribute(process, 'gaita:fee') ?? NaN);
  const applicant = attribute(process, 'gaita:applicant');
  const applicantData = listOf(attribute(process, 'gaita:applicantData') ?? '', ',');
  const intake: Intake = {
    papers,
    applicantData,
    ...(Number.isFinite(fee) && fee >= 0 && { fee }),
    ...(applicant !== undefined && { applicant }),
  };
  const isSaid =
    Object.keys(papers).length > 0 || intake.fee !== undefined || applicant !== undefined || applicantData.length > 0;
  return isSaid ? intake : undefined;
}

const listOf = (text: string, separator: ';' | ','): string[] =>
  text
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== '');
