import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useBlocker, useParams } from '@tanstack/react-router';
import { Alert, App, Button, Input, Modal, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { paperTemplateQuery, paperVersion, publishPaper } from '@/api/paper-templates';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { StateTag } from '@/components/StateTag';
import { useEngineText } from '@/lib/engine-text';
import { useLabel, useLanguage } from '@/lib/language';
import { addPaperTexts } from '@/lib/paper-texts';
import { formatInstant } from '@/lib/time';
import { placeIn } from './place';
import { Trial } from './Trial';
import { usePaperCheck } from './usePaperCheck';
import './papers.css';

type Paper = Schemas['PaperTemplate'];
type Problem = Schemas['ModelProblem'];

// A print template: its text changed, checked, tried on a real matter, published as its next version.
export function PaperPage() {
  addPaperTexts();
  const { t } = useTranslation('papers');
  const { paper } = useParams({ from: '/frame/papers/$paper' });
  const query = useQuery(paperTemplateQuery(paper));
  return (
    <Loaded query={query} rows={8} back={<Link to="/papers">{t('title')}</Link>}>
      {(read) => <Desk key={`${read.id}-${read.newest}-${read.version}`} paper={read} />}
    </Loaded>
  );
}

// Another version in force begins the work anew; until then what was read is its ground.
function Desk({ paper: read }: { paper: Paper }) {
  const { t } = useTranslation('papers');
  const label = useLabel();
  const [paper] = useState(read);
  const [text, setText] = useState(paper.text);
  const [isPublishing, setPublishing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const problems = usePaperCheck(paper.id, text);
  const isChanged = text !== paper.text;
  const isSound = problems?.length === 0;
  const leaving = useBlocker({ shouldBlockFn: () => isChanged && !isPublishing, enableBeforeUnload: () => isChanged, withResolver: true });
  const take = useMutation({ mutationFn: (version: number) => paperVersion(paper.id, version), onSuccess: (taken) => setText(taken.text) });
  const open = (problem: Problem) => {
    const at = placeIn(text, problem.line ?? 1, problem.column ?? 1);
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
  };
  return (
    <>
      <PageHead title={t('of', { title: label(paper.title) })}>
        <Space wrap>
          <Link to="/papers">{t('title')}</Link>
          {paper.may_publish && (
            <Button type="primary" disabled={!isChanged || !isSound} onClick={() => setPublishing(true)}>
              {t('publish')}
            </Button>
          )}
        </Space>
      </PageHead>
      {!paper.may_publish && <Alert type="info" showIcon title={t('readOnly')} />}
      <Refusal error={take.error} onClose={() => take.reset()} />
      <div className="jw-paper-desk">
        <Panel title={t('text')}>
          <p className="jw-soft jw-small">{t('help')}</p>
          <textarea ref={area} className="jw-paper-text" aria-label={t('text')} spellCheck={false} rows={24} maxLength={1_000_000} value={text} onChange={(event) => setText(event.target.value)} />
          <Problems problems={problems} onOpen={open} />
        </Panel>
        <Trial paper={paper} text={text} isSound={isSound} />
      </div>
      <Versions paper={paper} onTake={(version) => take.mutate(version)} />
      {isPublishing && <PublishDialog paper={paper} text={text} onClose={() => setPublishing(false)} />}
      {leaving.status === 'blocked' && <LeaveGuard onLeave={leaving.proceed} onStay={leaving.reset} />}
    </>
  );
}

function Problems({ problems, onOpen }: { problems: Problem[] | null; onOpen: (problem: Problem) => void }) {
  const { t } = useTranslation('papers');
  const label = useLabel();
  const language = useLanguage();
  const engine = useEngineText();
  const said = (problem: Problem) => {
    const words = label(problem.text);
    const at = words.indexOf('：');
    return problem.code !== 'bad_expression' || language === 'en' || at < 0 ? words : words.slice(0, at + 1) + engine(words.slice(at + 1));
  };
  return (
    <>
      <p aria-live="polite">{problems === null ? t('checking') : problems.length > 0 ? t('problems', { count: problems.length }) : t('sound')}</p>
      <ul className="jw-list">
        {problems?.map((problem, index) => (
          <li key={`${problem.line}-${problem.column}-${index}`}>
            <Button type="link" onClick={() => onOpen(problem)}>
              {t('place', { line: problem.line, column: problem.column })}
            </Button>{' '}
            {said(problem)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Versions({ paper, onTake }: { paper: Paper; onTake: (version: number) => void }) {
  const { t } = useTranslation('papers');
  return (
    <Panel title={t('versions')} flush>
      <ul className="jw-list">
        {paper.versions.map((each) => (
          <li key={each.version}>
            <div className="jw-item">
              <span className="jw-main">
                <span className="jw-title">{t('version', { version: each.version })}</span>
                <span className="jw-meta">
                  <span>{each.published_by && each.published_at ? t('by', { name: each.published_by.name, at: formatInstant(each.published_at) }) : t('packed')}</span>
                  {each.comment && <span>{each.comment}</span>}
                </span>
              </span>
              {each.version === paper.version && <StateTag text={t('inForce')} tone="good" />}
              <Button size="small" onClick={() => onTake(each.version)}>
                {t('take')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function PublishDialog({ paper, text, onClose }: { paper: Paper; text: string; onClose: () => void }) {
  const { t } = useTranslation('papers');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [comment, setComment] = useState('');
  const publish = useMutation({
    mutationFn: () => publishPaper(paper.id, { text, base_version: paper.newest, comment: comment.trim() }),
    onSuccess: ({ version }) => {
      void message.success(t('published', { version }));
      onClose();
      void refresh();
    },
  });
  return (
    <Modal open title={t('publish')} okText={t('publish')} cancelText={t('back')} confirmLoading={publish.isPending} onOk={() => publish.mutate()} onCancel={onClose}>
      <Refusal error={publish.error} onClose={() => publish.reset()} />
      <p>{t('what')}</p>
      <Input.TextArea aria-label={t('comment')} placeholder={t('comment')} rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
    </Modal>
  );
}

function LeaveGuard({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  const { t } = useTranslation('papers');
  return (
    <Modal open title={t('guard.title')} okText={t('guard.leave')} cancelText={t('guard.stay')} onOk={onLeave} onCancel={onStay}>
      {t('guard.what')}
    </Modal>
  );
}
