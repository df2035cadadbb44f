/** The parts of dmn-moddle's trees that are read here. */
export interface Element {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
}

export interface Reference {
  readonly href?: string;
}

export interface InformationItem {
  readonly name?: string;
  readonly typeRef?: string;
}

export interface TextElement extends Element {
  readonly text?: string;
  readonly expressionLanguage?: string;
  readonly typeRef?: string;
}

export interface ItemDefinition extends Element {
  readonly typeRef?: string;
  readonly isCollection?: boolean;
  readonly allowedValues?: TextElement;
  readonly itemComponent?: readonly ItemDefinition[];
}

export interface Definitions extends Element {
  readonly namespace?: string;
  readonly expressionLanguage?: string;
  readonly itemDefinition?: readonly ItemDefinition[];
  readonly drgElement?: readonly Element[];
}

export interface InputData extends Element {
  readonly variable?: InformationItem;
}

export interface KnowledgeRequirement {
  readonly requiredKnowledge?: Reference;
}

export interface Decision extends Element {
  readonly variable?: InformationItem;
  readonly informationRequirement?: readonly { readonly requiredDecision?: Reference; readonly requiredInput?: Reference }[];
  readonly knowledgeRequirement?: readonly KnowledgeRequirement[];
  readonly decisionLogic?: Element;
}

export interface BusinessKnowledgeModel extends Element {
  readonly variable?: InformationItem;
  readonly encapsulatedLogic?: FunctionDefinition;
  readonly knowledgeRequirement?: readonly KnowledgeRequirement[];
}

export interface DecisionService extends Element {
  readonly variable?: InformationItem;
  readonly outputDecision?: readonly Reference[];
  readonly encapsulatedDecision?: readonly Reference[];
  readonly inputDecision?: readonly Reference[];
  readonly inputData?: readonly Reference[];
}

export interface FunctionDefinition extends Element {
  readonly typeRef?: string;
  readonly formalParameter?: readonly InformationItem[];
  readonly body?: Element;
  readonly kind?: string;
}

/** DMN 1.4: `if`, `then`, `else`. */
export interface Conditional extends Element {
  readonly if?: ChildExpression;
  readonly then?: ChildExpression;
  readonly else?: ChildExpression;
}

/** DMN 1.4: `in`, `match`. */
export interface Filter extends Element {
  readonly in?: ChildExpression;
  readonly match?: ChildExpression;
}

/** DMN 1.4: `for`, `every` or `some`. */
export interface BoxedIterator extends Element {
  readonly iteratorVariable?: string;
  readonly in?: ChildExpression;
  readonly return?: ChildExpression;
  readonly satisfies?: ChildExpression;
}

export interface ChildExpression {
  readonly value?: Element;
}

export interface Invocation extends Element {
  readonly calledFunction?: TextElement;
  readonly binding?: readonly { readonly parameter?: InformationItem; readonly bindingFormula?: Element }[];
}

export interface BoxedContext extends Element {
  readonly contextEntry?: readonly { readonly variable?: InformationItem; readonly value?: Element }[];
}

export interface BoxedList extends Element {
  readonly elements?: readonly Element[];
}

export interface Relation extends Element {
  readonly column?: readonly InformationItem[];
  readonly row?: readonly BoxedList[];
}

export interface DecisionTable extends Element {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly input?: readonly InputClause[];
  readonly output?: readonly OutputClause[];
  readonly rule?: readonly Rule[];
}

export interface InputClause extends Element {
  readonly label?: string;
  readonly inputExpression?: TextElement;
  readonly inputValues?: TextElement;
}

export interface OutputClause extends Element {
  readonly label?: string;
  readonly typeRef?: string;
  readonly outputValues?: TextElement;
  readonly defaultOutputEntry?: TextElement;
}

export interface Rule extends Element {
  readonly description?: string;
  readonly annotationEntry?: readonly { readonly text?: string }[];
  readonly inputEntry?: readonly TextElement[];
  readonly outputEntry?: readonly TextElement[];
}
