"""Tiny models: the real classes with random weights, small enough for a test, saved as the real ones are.

What they make is noise that depends on everything a picture should depend on: words, references, seed and adapters.
"""

from pathlib import Path
from typing import Any, Literal

from .library import library

Kind = Literal["flux2", "stable", "wan", "wan-5b"]
"""FLUX.2 klein; SD 1.5 with an IP-Adapter; Wan 2.2 with two experts; Wan 2.2 with one that also works from words."""

WORDS = 256
"""Tokens of a prompt at most; one byte is one token."""
_CHAT = (
    "{% for m in messages %}<|im_start|>{{m.role}}\n{{m.content}}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def build(kind: Kind, folder: Path, scale: int = 1, seed: int = 0) -> Path:
    """Save a random model of that kind in ``folder`` and return it; it costs a second once the classes are imported.

    ``scale`` widens and deepens what denoises, for measurements that need some weight. Without scale: 1 to 6 MB.
    """
    torch = library("torch")

    from .quiet import quietly

    makers = {"flux2": _flux2, "stable": _stable, "wan": _wan, "wan-5b": _wan_5b}
    folder.mkdir(parents=True, exist_ok=True)
    with quietly(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        makers[kind](folder, scale)
    return folder


def _flux2(folder: Path, scale: int) -> None:
    diffusers = library("diffusers")
    transformers = library("transformers")

    tokenizer = _bytes_of_qwen()
    # klein reads its 9th, 18th and 27th hidden layers, so that there must be as many.
    reader = transformers.Qwen3ForCausalLM(
        transformers.Qwen3Config(
            hidden_size=16,
            intermediate_size=16,
            num_hidden_layers=28,
            num_attention_heads=2,
            num_key_value_heads=2,
            head_dim=8,
            vocab_size=len(tokenizer) + 8,
            max_position_embeddings=512,
        )
    )
    transformer = diffusers.Flux2Transformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=2 * scale,
        num_single_layers=3 * scale,
        attention_head_dim=16,
        num_attention_heads=2 * scale,
        joint_attention_dim=48,
        timestep_guidance_channels=32,
        axes_dims_rope=(4, 4, 4, 4),
        guidance_embeds=False,
    )
    vae = diffusers.AutoencoderKLFlux2(
        block_out_channels=(8,) * 4,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        norm_num_groups=4,
        layers_per_block=1,
        sample_size=64,
        mid_block_add_attention=False,
    )
    diffusers.Flux2KleinPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True),
        vae=vae,
        text_encoder=reader,
        tokenizer=tokenizer,
        transformer=transformer,
        is_distilled=True,
    ).save_pretrained(folder)


def _stable(folder: Path, scale: int) -> None:
    diffusers = library("diffusers")
    transformers = library("transformers")

    width = 32
    tokenizer = _letters_of_clip()
    ends = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id}
    sizes: dict[str, Any] = {"intermediate_size": 37, "num_attention_heads": 4, "num_hidden_layers": 2}
    unet = diffusers.UNet2DConditionModel(
        sample_size=16,
        block_out_channels=(32 * scale, 64 * scale),
        layers_per_block=1,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=width,
        norm_num_groups=8,
        attention_head_dim=(2, 4),
    )
    vae = diffusers.AutoencoderKL(
        block_out_channels=(16, 32, 32, 32),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        norm_num_groups=8,
        sample_size=128,
    )
    diffusers.StableDiffusionPipeline(
        vae=vae,
        unet=unet,
        text_encoder=transformers.CLIPTextModel(
            transformers.CLIPTextConfig(hidden_size=width, vocab_size=len(tokenizer), pad_token_id=1, **ends, **sizes)
        ),
        tokenizer=tokenizer,
        scheduler=diffusers.LCMScheduler(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012),
        safety_checker=None,
        requires_safety_checker=False,
        feature_extractor=transformers.CLIPImageProcessor(
            size={"shortest_edge": 64}, crop_size={"height": 64, "width": 64}
        ),
        image_encoder=transformers.CLIPVisionModelWithProjection(
            transformers.CLIPVisionConfig(
                hidden_size=width, image_size=64, projection_dim=width, patch_size=16, **sizes
            )
        ),
    ).save_pretrained(folder)
    _ip_adapter(unet, width, folder / "ip_adapter")


def _ip_adapter(unet: Any, width: int, folder: Path) -> None:
    """Save an adapter for references in the layout in which they are published."""
    torch = library("torch")
    safetensors = library("safetensors.torch")

    channels = unet.config.block_out_channels
    weights = {
        "image_proj.proj.weight": torch.randn(4 * width, width) * 0.3,  # four tokens: the loader counts on them
        "image_proj.proj.bias": torch.zeros(4 * width),
        "image_proj.norm.weight": torch.ones(width),
        "image_proj.norm.bias": torch.zeros(width),
    }
    crossing = [name for name in unet.attn_processors if not name.endswith("attn1.processor")]
    for n, name in enumerate(crossing):
        block, at = name.split(".")[:2]
        order = {"down_blocks": channels, "up_blocks": channels[::-1]}.get(block)
        hidden = order[int(at)] if order else channels[-1]
        for part in ("k", "v"):
            weights[f"ip_adapter.{2 * n + 1}.to_{part}_ip.weight"] = torch.randn(hidden, width) * 0.3
    folder.mkdir(exist_ok=True)
    safetensors.save_file(weights, folder / "ip-adapter_tiny.safetensors")


def _wan(folder: Path, scale: int) -> None:
    # Noise, the mask of what is given (four frames in one), and what is given.
    _save_wan(folder, scale, channels=16 + 4 + 16, experts=2)


def _wan_5b(folder: Path, scale: int) -> None:
    _save_wan(folder, scale, channels=16, experts=1)


def _save_wan(folder: Path, scale: int, channels: int, experts: int) -> None:
    diffusers = library("diffusers")
    transformers = library("transformers")

    tokenizer = _bytes_of_t5()
    expert = [
        diffusers.WanTransformer3DModel(
            patch_size=(1, 2, 2),
            num_attention_heads=2 * scale,
            attention_head_dim=12,
            in_channels=channels,
            out_channels=16,
            text_dim=32,
            freq_dim=64,
            ffn_dim=32 * scale,
            num_layers=2 * scale,
            cross_attn_norm=True,
            qk_norm="rms_norm_across_heads",
            rope_max_seq_len=64,
        )
        for _ in range(experts)
    ]
    diffusers.WanImageToVideoPipeline(
        tokenizer=tokenizer,
        text_encoder=transformers.UMT5EncoderModel(
            transformers.UMT5Config(
                vocab_size=len(tokenizer) + 4, d_model=32, d_kv=8, d_ff=37, num_layers=2, num_heads=4
            )
        ),
        vae=diffusers.AutoencoderKLWan(
            base_dim=8,
            z_dim=16,
            dim_mult=[1, 1, 1, 1],
            num_res_blocks=1,
            temperal_downsample=[False, True, True],
        ),
        scheduler=diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=5.0
        ),
        transformer=expert[0],
        transformer_2=expert[1] if experts == 2 else None,
        boundary_ratio=0.9 if experts == 2 else None,
        expand_timesteps=experts == 1,
    ).save_pretrained(folder)


def _bytes_of_qwen() -> Any:
    """Return a tokenizer of Qwen's class that knows single bytes only."""
    tokenizers = library("tokenizers")
    transformers = library("transformers")

    vocabulary = {letter: n for n, letter in enumerate(sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = transformers.Qwen2TokenizerFast(
        vocab=vocabulary, merges=[], pad_token="<|endoftext|>", model_max_length=WORDS
    )
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|im_start|>", "<|im_end|>"]})
    tokenizer.chat_template = _CHAT
    return tokenizer


def _letters_of_clip() -> Any:
    """Return a tokenizer of CLIP's class that knows single letters, within a word and at its end."""
    tokenizers = library("tokenizers")
    transformers = library("transformers")

    letters = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    tokens = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    return transformers.CLIPTokenizer(
        vocab={token: n for n, token in enumerate(tokens)}, merges=[], model_max_length=77
    )


def _bytes_of_t5() -> Any:
    """Return a fast tokenizer that knows single bytes, with the special tokens of T5."""
    tokenizers = library("tokenizers")
    transformers = library("transformers")

    tokens = ["<pad>", "</s>", "<unk>", *sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())]
    single = tokenizers.Tokenizer(
        tokenizers.models.BPE({token: n for n, token in enumerate(tokens)}, [], unk_token="<unk>")
    )
    single.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=single,
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        model_max_length=WORDS,
    )
