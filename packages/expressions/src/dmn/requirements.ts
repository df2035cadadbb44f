import type { Compilation } from './compilation.ts';
import type {
  BusinessKnowledgeModel,
  Decision,
  Definitions,
  Element,
  InputData,
  KnowledgeRequirement,
  Reference,
} from './model.ts';

/** What a decision requires, found by its references. */
export interface Requirements {
  readonly inputs: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly knowledge: readonly BusinessKnowledgeModel[];
}

/** The decision requirements graph of one file. */
export class RequirementsGraph {
  private readonly elements: ReadonlyMap<string | undefined, Element>;
  private readonly compilation: Compilation;

  constructor(definitions: Definitions, compilation: Compilation) {
    this.elements = new Map((definitions.drgElement ?? []).map((element) => [element.id, element]));
    this.compilation = compilation;
  }

  of(decision: Decision): Requirements {
    const required = decision.informationRequirement ?? [];
    return {
      inputs: required.flatMap(({ requiredInput }) => this.find<InputData>(requiredInput, 'dmn:InputData', decision)),
      decisions: required.flatMap(({ requiredDecision }) => this.find<Decision>(requiredDecision, 'dmn:Decision', decision)),
      knowledge: this.knowledgeOf(decision),
    };
  }

  knowledgeOf(owner: Element & { readonly knowledgeRequirement?: readonly KnowledgeRequirement[] }): BusinessKnowledgeModel[] {
    return (owner.knowledgeRequirement ?? []).flatMap(({ requiredKnowledge }) =>
      this.find<BusinessKnowledgeModel>(requiredKnowledge, 'dmn:BusinessKnowledgeModel', owner),
    );
  }

  private find<T extends Element>(reference: Reference | undefined, type: string, owner: Element): T[] {
    if (reference?.href === undefined) return [];
    const found = this.elements.get(reference.href.replace(/^#/, ''));
    if (found?.$type === type) return [found as T];
    this.compilation.report(
      'dmn-requirement',
      `"${owner.name ?? owner.id}" requires "${reference.href}", which is not ${kinds.get(type)} of this file.`,
      owner.id,
    );
    return [];
  }
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['dmn:InputData', 'an input'],
  ['dmn:Decision', 'a decision'],
  ['dmn:BusinessKnowledgeModel', 'a business knowledge model'],
]);
