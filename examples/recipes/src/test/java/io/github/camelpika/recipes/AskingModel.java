package io.github.camelpika.recipes;

import java.util.List;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * A language model that calls the tool it is offered, and repeats what it is told.
 */
final class AskingModel implements ChatModel {

    @Override
    public ChatResponse doChat(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        AiMessage answer = messages.get(messages.size() - 1) instanceof ToolExecutionResultMessage told
                ? AiMessage.from(told.text())
                : AiMessage.from(ToolExecutionRequest.builder().id("1").name(request.toolSpecifications().get(0).name())
                        .arguments("{\"prompt\":\"A paper boat drifts across a pond\"}").build());
        return ChatResponse.builder().aiMessage(answer).build();
    }
}
