import type { Compilation } from './compilation.ts';
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionService,
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
  readonly services: readonly DecisionService[];
}

/** What a decision service is made of. */
export interface ServiceParts {
  readonly inputs: readonly InputData[];
  readonly inputDecisions: readonly Decision[];
  readonly outputs: readonly Decision[];
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
      knowledge: this.functionsOf(decision).filter((one): one is BusinessKnowledgeModel => !isService(one)),
      services: this.functionsOf(decision).filter(isService),
    };
  }

  /** The knowledge models and services that an element calls. */
  functionsOf(
    owner: Element & { readonly knowledgeRequirement?: readonly KnowledgeRequirement[] },
  ): (BusinessKnowledgeModel | DecisionService)[] {
    return (owner.knowledgeRequirement ?? []).flatMap(({ requiredKnowledge }) => {
      const service = this.elements.get(requiredKnowledge?.href?.replace(/^#/, ''));
      return service?.$type === 'dmn:DecisionService'
        ? [service as DecisionService]
        : this.find<BusinessKnowledgeModel>(requiredKnowledge, 'dmn:BusinessKnowledgeModel', owner);
    });
  }

  partsOf(service: DecisionService): ServiceParts {
    const all = <T extends Element>(references: readonly Reference[] | undefined, type: string): T[] =>
      (references ?? []).flatMap((reference) => this.find<T>(reference, type, service));
    return {
      inputs: all<InputData>(service.inputData, 'dmn:InputData'),
      inputDecisions: all<Decision>(service.inputDecision, 'dmn:Decision'),
      outputs: all<Decision>(service.outputDecision, 'dmn:Decision'),
    };
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

const isService = (element: Element): element is DecisionService => element.$type === 'dmn:DecisionService';

const kinds: ReadonlyMap<string, string> = new Map([
  ['dmn:InputData', 'an input'],
  ['dmn:Decision', 'a decision'],
  ['dmn:BusinessKnowledgeModel', 'a business knowledge model'],
]);
