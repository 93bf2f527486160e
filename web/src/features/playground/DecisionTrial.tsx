import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { decisionsQuery, writtenDecisionQuery } from '@/api/decisions-query';
import { asProblem } from '@/api/problem';
import { readModel } from '@/api/read-model';
import { tryDecision } from '@/api/try-decision';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { useEngineText } from '@/lib/engine-text';
import { DecisionInputs } from './DecisionInputs';
import { DecisionTable } from './DecisionTable';
import { placeIn } from './feel-text';
import { MarkedLine } from './MarkedLine';
import { RuleResult } from './RuleResult';

interface OpenedFile {
  name: string;
  dmn: string;
  decisions: Schemas['WrittenDecision'][];
}

const openFile = async (file: File): Promise<OpenedFile> => {
  const dmn = await file.text();
  return { name: file.name, dmn, decisions: (await readModel(dmn)).items };
};

// A decision that is deployed or in a file of one's own, asked with one's own values.
export function DecisionTrial() {
  const { t } = useTranslation('playground');
  const deployed = useQuery(decisionsQuery());
  const [chosen, setChosen] = useState<string>();
  const [file, setFile] = useState<OpenedFile>();
  const opening = useMutation({
    mutationFn: openFile,
    onSuccess: (opened) => {
      setFile(opened);
      setChosen(opened.decisions[0]?.id);
    },
  });
  const close = () => {
    setFile(undefined);
    opening.reset();
  };

  return (
    <Loaded query={deployed}>
      {({ items }) => {
        const offered = file ? file.decisions : items;
        const id = offered.find((one) => one.id === chosen)?.id ?? offered[0]?.id;
        return (
          <>
            <div className="jw-filters">
              <Select
                aria-label={t('decision')}
                className="jw-decision-choice"
                value={id}
                onChange={setChosen}
                options={offered.map((one) => ({ value: one.id, label: one.name }))}
              />
              <Upload
                accept=".dmn,.xml"
                showUploadList={false}
                beforeUpload={(chosenFile) => {
                  opening.mutate(chosenFile);
                  return false;
                }}
              >
                <Button loading={opening.isPending}>{t('open')}</Button>
              </Upload>
              {file && (
                <span>
                  {file.name} <Button onClick={close}>{t('deployed')}</Button>
                </span>
              )}
            </div>
            {opening.isError && <NotOpened name={opening.variables.name} error={opening.error} kept={file?.name} onClose={opening.reset} />}
            {!id && <Nothing text={t('noDecisions')} />}
            {id && file && <Asked key={`${file.name}/${id}`} decision={file.decisions.find((one) => one.id === id)!} dmn={file.dmn} />}
            {id && !file && <Deployed key={id} id={id} />}
          </>
        );
      }}
    </Loaded>
  );
}

interface NotOpenedProps {
  name: string;
  error: unknown;
  kept?: string; // the file that stays open
  onClose: () => void;
}

// Everything that is wrong with a file; what was open stays so.
function NotOpened({ name, error, kept, onClose }: NotOpenedProps) {
  const { t } = useTranslation('playground');
  const say = useEngineText();
  // The server calls the file by the member of the request that held it; its name stands above.
  const unnamed = (detail: string) => detail.replace(/^dmn:(?=\d)/gm, '');
  return (
    <>
      <p role="status">{kept ? t('notOpenedKept', { name, kept }) : t('notOpened', { name })}</p>
      <Refusal error={error} onClose={onClose} say={(detail) => say(unnamed(detail))} />
    </>
  );
}

function Deployed({ id }: { id: string }) {
  const query = useQuery(writtenDecisionQuery(id));
  return <Loaded query={query}>{(decision) => <Asked decision={decision} />}</Loaded>;
}

function Asked({ decision, dmn }: { decision: Schemas['WrittenDecision']; dmn?: string }) {
  const { t } = useTranslation('playground');
  const attempt = useMutation({ mutationFn: (inputs: Record<string, string>) => tryDecision(decision.id, inputs, dmn) });
  const explained = attempt.data?.decisions.at(-1);
  return (
    <>
      <div className="jw-trial">
        <Panel title={t('inputs')}>
          <DecisionInputs inputs={decision.inputs} isBusy={attempt.isPending} onAsk={attempt.mutate} />
        </Panel>
        <Panel title={t('result')}>
          <div role="status" aria-live="polite">
            {attempt.isError && <NotAsked error={attempt.error} inputs={attempt.variables} />}
            {attempt.data && <RuleResult result={attempt.data} table={decision.table ? decision.name : undefined} />}
            {explained && <Changes changes={explained.changes} />}
            {attempt.data && <OnTheWay decisions={attempt.data.decisions.slice(0, -1)} />}
            {attempt.isIdle && <span className="jw-soft">{t('nothingYet')}</span>}
          </div>
        </Panel>
      </div>
      {decision.table && (
        <Panel title={decision.name} extra={<span className="jw-soft jw-small">{t('policy', { policy: `${decision.table.hit_policy} ${decision.table.aggregation}`.trim() })}</span>} flush>
          <DecisionTable name={decision.name} table={decision.table} explained={explained} />
        </Panel>
      )}
    </>
  );
}

// Which of the inputs cannot be read, and where.
function NotAsked({ error, inputs }: { error: unknown; inputs: Record<string, string> }) {
  const say = useEngineText();
  const problem = asProblem(error);
  const name = Object.keys(inputs).find((one) => placeIn(problem.place, `inputs.${one}`));
  const place = name !== undefined && placeIn(problem.place, `inputs.${name}`);
  return (
    <>
      <Refusal error={error} quiet say={say} />
      {place && <MarkedLine title={name} text={inputs[name]} place={place} />}
    </>
  );
}

// What would have to be different for another result, the smallest change first.
function Changes({ changes }: { changes: Schemas['ExplainedDecision']['changes'] }) {
  const { t } = useTranslation('playground');
  if (changes.length === 0) return null;
  return (
    <>
      <h3>{t('changes')}</h3>
      <ul className="jw-reasons">
        {changes.map(({ input, from, to, result }) => (
          <li key={input}>
            <code>{input}</code> {t('change', { from, to, result })}
          </li>
        ))}
      </ul>
    </>
  );
}

// What the decisions said that this one required.
function OnTheWay({ decisions }: { decisions: Schemas['ExplainedDecision'][] }) {
  const { t } = useTranslation('playground');
  if (decisions.length === 0) return null;
  return (
    <>
      <h3>{t('onTheWay')}</h3>
      <dl className="jw-named-values">
        {decisions.map((one) => (
          <div key={one.name}>
            <dt>{one.name}</dt>
            <dd>
              <code>{one.result}</code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
