import { LoadingOutlined } from '@ant-design/icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useLanguage } from '@/lib/language';
import { queryClient } from '@/lib/query-client';
import { router } from './router';
import { theme } from './theme';
import { useWantsCalm } from './wants-calm';

// An icon of one's own comes and goes without a motion. That of a button waits for its end to leave, which never comes
// where the answer was there before the icon had any width: the button would stay named "loading".
const button = { autoInsertSpace: false, loadingIcon: <LoadingOutlined /> };

export function App() {
  const language = useLanguage();
  const motion = !useWantsCalm();
  return (
    <ConfigProvider theme={{ ...theme, token: { ...theme.token, motion } }} locale={language === 'en' ? enUS : zhCN} button={button}>
      <AntApp style={{ height: '100%' }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
