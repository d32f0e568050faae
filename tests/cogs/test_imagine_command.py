from tests.cogs.workshop import Workshop


async def test_it_defers_publicly_then_posts_the_pictures_in_one_message(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite", count=4)

    assert result.deferred and not result.ephemeral
    await shop.finished()
    print(result.response.content, result.response.attachments)
    print(shop.env.transcript())
    assert len(result.response.attachments) == 4
