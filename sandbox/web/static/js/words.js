// What Discord's own client says around a message, and the comparison of an edit, in the languages of the bot. The page's
// other controls are English.

import { state } from "./state.js";

const WORDS = {
  en: {
    used: "{who} used {what}", pressed: "{who} pressed a button", sent: "{who} sent a form", thinking: "{who} is thinking…", edited: "(edited)",
    deleted: "The original message was deleted.", only: "Only you can see this", dismiss: "Dismiss message", box: "Message #{name}, or / for commands", direct: "Message Easel",
    after: "After", before: "Before", compare: "Compare with the picture it was made from",
  },
  de: {
    used: "{who} hat {what} verwendet", pressed: "{who} hat eine Schaltfläche gedrückt", sent: "{who} hat ein Formular gesendet", thinking: "{who} denkt nach …", edited: "(bearbeitet)",
    deleted: "Die ursprüngliche Nachricht wurde gelöscht.", only: "Nur du kannst das sehen", dismiss: "Nachricht verwerfen", box: "Nachricht an #{name} oder / für Befehle", direct: "Nachricht an Easel",
    after: "Nachher", before: "Vorher", compare: "Mit dem ursprünglichen Bild vergleichen",
  },
  fr: {
    used: "{who} a utilisé {what}", pressed: "{who} a appuyé sur un bouton", sent: "{who} a envoyé un formulaire", thinking: "{who} réfléchit…", edited: "(modifié)",
    deleted: "Le message d’origine a été supprimé.", only: "Toi seul(e) peux voir ceci", dismiss: "Masquer le message", box: "Envoyer un message dans #{name}, ou / pour les commandes", direct: "Envoyer un message à Easel",
    after: "Après", before: "Avant", compare: "Comparer avec l’image de départ",
  },
  "es-ES": {
    used: "{who} ha usado {what}", pressed: "{who} ha pulsado un botón", sent: "{who} ha enviado un formulario", thinking: "{who} está pensando…", edited: "(editado)",
    deleted: "El mensaje original se ha eliminado.", only: "Solo tú puedes ver esto", dismiss: "Descartar mensaje", box: "Enviar mensaje a #{name}, o / para comandos", direct: "Enviar mensaje a Easel",
    after: "Después", before: "Antes", compare: "Comparar con la imagen de partida",
  },
  "pt-BR": {
    used: "{who} usou {what}", pressed: "{who} clicou em um botão", sent: "{who} enviou um formulário", thinking: "{who} está pensando…", edited: "(editado)",
    deleted: "A mensagem original foi excluída.", only: "Só você pode ver isto", dismiss: "Dispensar mensagem", box: "Conversar em #{name}, ou / para comandos", direct: "Conversar com Easel",
    after: "Depois", before: "Antes", compare: "Comparar com a imagem de partida",
  },
  ja: {
    used: "{who}が{what}を使用しました", pressed: "{who}がボタンを押しました", sent: "{who}がフォームを送信しました", thinking: "{who}が考え中…", edited: "(編集済)",
    deleted: "元のメッセージは削除されました。", only: "これはあなただけに表示されています", dismiss: "メッセージを閉じる", box: "#{name}へメッセージを送信、/ でコマンド", direct: "Easelへメッセージを送信",
    after: "編集後", before: "編集前", compare: "もとの画像と比べる",
  },
  "zh-CN": {
    used: "{who} 使用了 {what}", pressed: "{who} 按下了按钮", sent: "{who} 提交了表单", thinking: "{who} 正在思考…", edited: "（已编辑）",
    deleted: "原消息已被删除。", only: "只有您能看到此消息", dismiss: "关闭消息", box: "给 #{name} 发消息，或输入 / 使用命令", direct: "给 Easel 发消息",
    after: "编辑后", before: "编辑前", compare: "与原图比较",
  },
};

/** The language of the current user's Discord. */
export const locale = () => state.people.find((one) => one.username === state.who)?.locale ?? "en-US";

const inUse = () => WORDS[locale()] ?? WORDS[locale().split("-")[0]] ?? Object.entries(WORDS).find(([key]) => key.split("-")[0] === locale().split("-")[0])?.[1] ?? WORDS.en;

/** A phrase with its `{slots}` filled by texts or nodes, as a list. */
export function phrase(key, slots = {}) {
  return inUse()[key].split(/(\{\w+\})/).map((part) => (part.startsWith("{") ? slots[part.slice(1, -1)] : part));
}

/** A phrase as text. */
export const words = (key, slots = {}) => phrase(key, slots).join("");
