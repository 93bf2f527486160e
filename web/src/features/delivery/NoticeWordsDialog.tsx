import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { dropNoticeWords, type NoticeWords, setNoticeWords } from '@/api/notice-words';
import { Refusal } from '@/components/feedback/Refusal';
import { NoticeWordsForm } from './NoticeWordsForm';
import { useNoticePreview } from './useNoticePreview';

interface DialogProps {
  kind: Schemas['NoticeKind'];
  onClose: () => void;
}

// Changes the words of one kind, seen on an example while they are typed, or goes back to the built-in ones.
export function NoticeWordsDialog({ kind, onClose }: DialogProps) {
  const { t } = useTranslation('notice-words');
  const { t: td } = useTranslation('delivery');
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const [words, setWords] = useState<NoticeWords>(kind.words);
  const preview = useNoticePreview(kind.kind, words);
  const name = td(`kind.${kind.kind}`);
  const act = useMutation({
    mutationFn: ({ run }: { run: () => Promise<unknown>; said: string }) => run(),
    onSuccess: async (_, { said }) => {
      void message.success(said);
      await queries.invalidateQueries({ queryKey: ['notice-words'] });
      onClose();
    },
  });
  const isChanged = JSON.stringify(words) !== JSON.stringify(kind.words);
  const close = () => {
    if (!isChanged) return onClose();
    modal.confirm({ title: t('leaveAsk'), okText: t('leave'), cancelText: t('cancel'), onOk: onClose });
  };
  return (
    <Modal
      open
      width={760}
      title={t('editTitle', { kind: name })}
      onCancel={close}
      maskClosable={false}
      footer={[
        kind.changed_by && (
          <Popconfirm key="drop" title={t('dropAsk', { kind: name })} onConfirm={() => act.mutate({ run: () => dropNoticeWords(kind.kind), said: t('dropped') })}>
            <Button>{t('drop')}</Button>
          </Popconfirm>
        ),
        <Button key="cancel" onClick={close}>
          {t('cancel')}
        </Button>,
        <Button
          key="save"
          type="primary"
          disabled={!isChanged}
          loading={act.isPending}
          onClick={() => act.mutate({ run: () => setNoticeWords(kind.kind, words), said: t('saved') })}
        >
          {t('save')}
        </Button>,
      ]}
    >
      <Refusal error={act.error} onClose={() => act.reset()} />
      <NoticeWordsForm words={words} placeholders={kind.placeholders} onChange={setWords} />
      <Preview preview={preview} />
    </Modal>
  );
}

function Preview({ preview }: { preview: ReturnType<typeof useNoticePreview> }) {
  const { t } = useTranslation('notice-words');
  return (
    <section className="jw-notice-preview" aria-label={t('preview')} aria-live="polite">
      <h3>{t('preview')}</h3>
      <Refusal error={preview.error} quiet />
      <div className="jw-notice-columns">
        {preview.words &&
          (['zh', 'en'] as const).map((language) => (
            <div key={language} lang={language === 'zh' ? 'zh-CN' : 'en'}>
              <b>{preview.words?.title[language]}</b>
              <p>{preview.words?.text[language] || <span className="jw-soft">{t('noText')}</span>}</p>
            </div>
          ))}
      </div>
    </section>
  );
}
