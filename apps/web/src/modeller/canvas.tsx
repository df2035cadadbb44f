import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import Modeler from 'bpmn-js/lib/Modeler';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import { keepUnknownExtensions } from '@gaita/bpmn';
import { drawing } from '../diagram/drawing.ts';
import { fit } from '../diagram/fit.ts';
import { fontReady } from '../diagram/font-ready.ts';
import type { CanvasPart, EventBusPart, RegistryPart, SelectionPart } from '../diagram/viewer-parts.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { gaitaProperties } from './gaita-properties.ts';
import { translateModule } from './translate-module.ts';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';

export interface CanvasHandle {
  /** The model as it stands. */
  save(): Promise<string>;
  /** Selects an element and brings it into view. */
  open(elementId: string): void;
}

interface CanvasProps {
  readonly xml: string;
  readonly label: string;
  readonly onChange: (xml: string) => void;
  readonly ref?: Ref<CanvasHandle>;
}

const pause = 500;
const paletteWidth = 116;

/** bpmn-js with its properties panel, speaking our vocabulary; English names are edited here, the others as properties. */
export function Canvas({ xml, label, onChange, ref }: CanvasProps) {
  const { t, language } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const modeler = useRef<Modeler>(null);
  const tell = useRef(onChange);
  const latest = useRef(xml);
  const [error, setError] = useState<Error>();
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => {
    latest.current = xml;
  }, [xml]);

  useEffect(() => {
    if (!place.current || !panel.current) return undefined;
    const editor = new Modeler({
      container: place.current,
      propertiesPanel: { parent: panel.current },
      ...drawing,
      additionalModules: [
        BpmnPropertiesPanelModule,
        BpmnPropertiesProviderModule,
        CamundaPlatformPropertiesProviderModule,
        gaitaProperties,
        translateModule(language),
      ],
    });
    keepUnknownExtensions(editor.get<Parameters<typeof keepUnknownExtensions>[0]>('moddle'));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = async () => {
      const text = (await editor.saveXML({ format: true })).xml ?? '';
      latest.current = text;
      return text;
    };
    let gone = false;
    const draw = async () => {
      await fontReady();
      if (!gone) await editor.importXML(latest.current);
    };
    draw().then(
      () => {
        if (gone) return;
        modeler.current = editor;
        fit(editor.get<CanvasPart>('canvas'), paletteWidth);
        editor.get<EventBusPart>('eventBus').on('commandStack.changed', () => {
          clearTimeout(timer);
          timer = setTimeout(() => void save().then((text) => tell.current(text)), pause);
        });
      },
      (thrown: unknown) => !gone && setError(thrown as Error),
    );
    return () => {
      gone = true;
      clearTimeout(timer);
      modeler.current = null;
      editor.destroy();
    };
  }, [xml, language]);

  useImperativeHandle(ref, () => ({
    async save() {
      return (await modeler.current?.saveXML({ format: true }))?.xml ?? latest.current;
    },
    open(elementId) {
      const element = modeler.current?.get<RegistryPart>('elementRegistry').get(elementId);
      if (!element) return;
      modeler.current?.get<CanvasPart>('canvas').scrollToElement(elementId);
      modeler.current?.get<SelectionPart>('selection').select(element);
      place.current?.scrollIntoView({ block: 'nearest' });
    },
  }));

  return (
    <>
      {error && <ErrorNotice error={error} />}
      <div className="modeller">
        <div ref={place} className="modeller__canvas" role="group" aria-label={label} />
        <aside ref={panel} className="modeller__panel" aria-label={t('modeller.properties')} />
      </div>
    </>
  );
}
