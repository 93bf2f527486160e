import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Form, Input, Result } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { outsideQuery } from '@/api/outside-query';
import { asProblem } from '@/api/problem';
import { signOutside } from '@/api/sign-outside';
import { Loading } from '@/components/feedback/Loading';
import { Refusal } from '@/components/feedback/Refusal';
import { SignatureBoard } from '@/components/form/SignatureInput';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { Mark } from '@/components/Mark';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';

type Page = Schemas['OutsidePage'];

// What somebody outside the company sees through a link, without signing in.
export function OutsidePage() {
  const { t } = useTranslation('outside');
  const { token } = useParams({ from: '/outside/$token' });
  const [code, setCode] = useState('');
  const query = useQuery(outsideQuery(token, code));
  const [signed, setSigned] = useState<Page | null>(null);
  useEffect(() => {
    document.title = `${t('title')} · 经纬`;
  }, [t]);
  const page = signed ?? query.data;
  return (
    <div className="jw-outside">
      <header>
        <Mark size={28} />
        <b>{useLabel()(page?.company) || t('common:product')}</b>
        <span className="jw-grow" />
        <LanguageSwitch />
      </header>
      <main>
        {query.isLoading && <Loading />}
        {query.isError && !page && <Closed error={query.error} tried={code !== ''} onCode={setCode} />}
        {page && <Shown token={token} code={code} page={page} onSigned={setSigned} />}
      </main>
    </div>
  );
}

function Closed({ error, tried, onCode }: { error: unknown; tried: boolean; onCode: (code: string) => void }) {
  const { t } = useTranslation('outside');
  const text = useLabel();
  const [words, setWords] = useState('');
  const problem = asProblem(error);
  if (!problem.code.includes('code')) {
    return <Result status="warning" title={text(problem.title) || t('closed')} subTitle={t('closedHint')} />;
  }
  return (
    <Form layout="vertical" className="jw-narrow" onFinish={() => onCode(words.trim())}>
      {tried && <Refusal error={error} />}
      <Form.Item label={t('code')} htmlFor="outside-code" extra={t('codeHint')}>
        <Input id="outside-code" value={words} autoFocus onChange={(event) => setWords(event.target.value)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" disabled={words.trim() === ''}>
        {t('open')}
      </Button>
    </Form>
  );
}

interface ShownProps {
  token: string;
  code: string;
  page: Page;
  onSigned: (page: Page) => void;
}

function Shown({ token, code, page, onSigned }: ShownProps) {
  const { t } = useTranslation('outside');
  const text = useLabel();
  const sign = useMutation({
    mutationFn: async ({ picture, name }: { picture: Blob; name: string }) =>
      signOutside(token, { name, image: await base64Of(picture), hash: page.hash, code: code || undefined }),
    onSuccess: onSigned,
  });
  return (
    <>
      <article className="jw-outside-paper">
        <p className="jw-soft">
          {text(page.type_title)} {page.number}
        </p>
        <h1>{page.title || page.number}</h1>
        <Items items={page.about} />
        <Items items={page.items.filter((item) => item.text !== page.title)} />
      </article>
      {page.signed && (
        <Result status="success" title={t('signed', { name: page.signed.name })} subTitle={formatInstant(page.signed.at)} />
      )}
      {page.purpose === 'sign' && page.settled && !page.signed && <Result status="info" title={t('settled')} />}
      {page.purpose === 'sign' && !page.settled && !page.signable && <Result status="info" title={t('notNow')} />}
      {page.purpose === 'sign' && page.signable && !page.signed && (
        <section>
          <h2>{t('sign')}</h2>
          <p className="jw-soft">{t('signHint')}</p>
          <Refusal error={sign.error} onClose={() => sign.reset()} />
          <SignatureBoard
            label={t('sign')}
            onSigned={async (picture, name) => {
              await sign.mutateAsync({ picture, name }).catch(() => {});
            }}
          />
        </section>
      )}
      <footer className="jw-soft jw-small">
        <p>{t('until', { at: formatInstant(page.expires_at) })}</p>
        <p>
          {t('hash')} <code>{page.hash}</code>
        </p>
      </footer>
    </>
  );
}

function Items({ items }: { items: Page['items'] }) {
  const text = useLabel();
  if (items.length === 0) return null;
  return (
    <dl className="jw-outside-items">
      {items.map((item) => (
        <div key={item.field.id}>
          <dt>{text(item.field.title)}</dt>
          <dd>{item.rows ? <Rows item={item} /> : text({ zh: item.text, en: item.text_en ?? item.text }) || '—'}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ item }: { item: Page['items'][number] }) {
  const text = useLabel();
  return (
    <div className="jw-scroll">
      <table>
        <thead>
          <tr>
            {(item.columns ?? []).map((column) => (
              <th key={column.zh}>{text(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(item.rows ?? []).map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, place) => (
                <td key={`${place}-${cell}`}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

async function base64Of(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
