import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { compileDecisions } from '../dmn/compile-decisions.ts';
import { ExpressionError } from '../types.ts';
import { inRiga, variables } from './context.ts';
import { decision, dmn, literal, needsInput, text } from './dmn-models.ts';

/** A model, and what its decision with the id `d` gives for some inputs; an Error stands for a failed evaluation. */
export interface Case {
  readonly model: string;
  readonly expected: readonly (readonly [inputs: { readonly [name: string]: Json }, result: Json | Error])[];
}

export const input = (id: string, typeRef = 'Any') =>
  `<inputData id="${id}" name="${id}"><variable name="${id}" typeRef="${typeRef}"/></inputData>`;
export const typed = (id: string, typeRef: string, logic: string, requires: readonly string[] = []) =>
  `<decision id="${id}" name="${id}"><variable name="${id}" typeRef="${typeRef}"/>${requires.join('')}${logic}</decision>`;
export const item = (name: string, inner: string, more = '') =>
  `<itemDefinition name="${name}" ${more}>${inner}</itemDefinition>`;
export const base = (typeRef: string, allowed?: string) =>
  `<typeRef>${typeRef}</typeRef>${allowed === undefined ? '' : text('allowedValues', allowed)}`;
export const component = (name: string, typeRef: string, more = '') =>
  `<itemComponent name="${name}" ${more}><typeRef>${typeRef}</typeRef></itemComponent>`;
export const entry = (name: string, logic: string, typeRef?: string) =>
  `<contextEntry>${name && `<variable name="${name}" ${typeRef === undefined ? '' : `typeRef="${typeRef}"`}/>`}${logic}</contextEntry>`;
export const knowledge = (id: string, parameters: readonly string[], logic: string, requires: readonly string[] = []) =>
  `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}"/><encapsulatedLogic>${parameters
    .map((each) => each.split(':'))
    .map(([name, type]) => `<formalParameter name="${name}" ${type ? `typeRef="${type}"` : ''}/>`)
    .join('')}${logic}</encapsulatedLogic>${requires.join('')}</businessKnowledgeModel>`;
export const bind = (name: string, source: string) => `<binding><parameter name="${name}"/>${literal(source)}</binding>`;
export const invocation = (name: string, ...bindings: string[]) =>
  `<invocation>${literal(name)}${bindings.join('')}</invocation>`;
export const one = (logic: string, ...pairs: Case['expected']): Case => ({ model: decision('d', logic), expected: pairs });
export const given = (x: Json, result: Json | Error) => [{ x }, result] as const;
export const withInput = (typeRef: string, ...pairs: Case['expected']): Case => ({
  model: input('x', typeRef) + decision('d', literal('x'), [needsInput('x')]),
  expected: pairs,
});
export const references = (tag: string, ...ids: string[]) => ids.map((id) => `<${tag} href="#${id}"/>`).join('');
export const failed = (message: string) => new ExpressionError(message);

export type Chapters = { readonly [chapter: string]: { readonly [name: string]: Case } };

/** Tests every case of every chapter. */
export function describeCases(chapters: Chapters): void {
  describe.each(Object.entries(chapters))('%s', (_chapter, cases) => {
    it.each(Object.entries(cases).filter(([, { expected }]) => expected.length > 0))('%s', async (_name, { model, expected }) => {
      const { decisions, problems } = await compileDecisions(dmn(model));
      expect(problems).toEqual([]);
      const evaluated = decisions.find(({ id }) => id === 'd');
      for (const [inputs, result] of expected) {
        const evaluate = () => evaluated?.evaluate(variables(inputs), inRiga).result;
        if (result instanceof Error) expect(evaluate).toThrow(result.message);
        else expect(evaluate()).toEqual(result);
      }
    });
  });
}
